package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Receipt.Status;
import org.countersign.testing.EngineTest;
import org.countersign.testing.MalformedSuggestions;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import tools.jackson.databind.JsonNode;

@EngineTest
@RecordApplicationEvents
class IntakeTests {

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ApplicationEvents events;

    @ParameterizedTest
    @EnumSource
    void keepsASuggestionOfEachKindAsPosted(Kind kind) {
        Proposals posted = Proposals.of(kind);

        Receipt receipt = receive(posted);

        assertThat(receipt.status()).isEqualTo(Status.ACCEPTED);
        SuggestionView view = view(receipt);
        assertThat(view.state()).isEqualTo(SuggestionState.RECEIVED);
        assertThat(view.revision()).isEqualTo(1);
        assertThat(view.document()).isEqualTo(posted.document());
        assertThat(view.proposal()).isEqualTo(posted.proposal());
        assertThat(view.contentHash()).isEqualTo(Sha256.hexOf(Json.canonical(posted.document())));
        assertThat(view.history())
                .extracting(SuggestionView.HistoryStep::state, SuggestionView.HistoryStep::actor)
                .containsExactly(tuple(SuggestionState.RECEIVED, "CLIENT:shop"));
    }

    @Test
    void announcesWhatItTookIn() {
        Proposals posted = Proposals.offer();

        Receipt receipt = receive(posted);

        assertThat(events.stream(SuggestionsReceived.class)
                        .flatMap(event -> event.suggestions().stream())
                        .filter(event -> event.id().equals(id(receipt))))
                .containsExactly(new SuggestionReceived(
                        id(receipt), 1, true, posted.proposal().validUntil()));
    }

    @Test
    void answersEachOfABatchInOrderAndLetsNoneSpoilAnother() {
        Proposals known = Proposals.copy();
        receive(known);
        Proposals good = Proposals.offer();
        Proposals twice = Proposals.recommendation();
        List<JsonNode> batch = List.of(
                good.document(),
                Proposals.offer().without("/kind").document(),
                known.document(),
                Proposals.copy().externalId(externalId(known)).document().put("score", 1),
                twice.document(),
                twice.document(),
                twice.with("/score", 0.1).document(),
                Json.MAPPER.readTree("[1]"),
                Proposals.targeting().document());

        List<Receipt> receipts = suggestions.receive("shop", batch);

        assertThat(receipts)
                .extracting(Receipt::status)
                .containsExactly(
                        Status.ACCEPTED,
                        Status.INVALID,
                        Status.DUPLICATE,
                        Status.CONFLICT,
                        Status.ACCEPTED,
                        Status.DUPLICATE,
                        Status.CONFLICT,
                        Status.INVALID,
                        Status.ACCEPTED);
        assertThat(receipts.get(5).id()).isEqualTo(receipts.get(4).id());
        assertThat(receipts.get(1).errors())
                .extracting(error -> error.pointer())
                .containsExactly("/kind");
    }

    @Test
    void readsEachTextByItself() {
        List<Receipt> receipts = suggestions.receiveTexts(
                "shop",
                List.of(
                        Proposals.offer().json(),
                        "{\"externalId\": \"a\", \"externalId\": \"b\"}",
                        "{\"kind\":",
                        "",
                        "null"));

        assertThat(receipts)
                .extracting(Receipt::status)
                .containsExactly(Status.ACCEPTED, Status.INVALID, Status.INVALID, Status.INVALID, Status.INVALID);
        assertThat(receipts.get(1).errors().getFirst().message()).contains("Duplicate", "externalId");
    }

    @Test
    void theLogCommitsToASingleDocumentWithoutHoldingIt() {
        Proposals posted = Proposals.cartRecovery();

        Receipt receipt = receive(posted);

        JsonNode entry = entry("suggestion:" + receipt.id());
        byte[] salt = sql.sql("select salt from suggestion_revision where suggestion = ?")
                .param(id(receipt).value())
                .query(byte[].class)
                .single();
        assertThat(entry.at("/type").asString()).isEqualTo("RECEIPT");
        assertThat(entry.at("/facts/commitment").asString())
                .isEqualTo(Sha256.hexOf(salt, Json.canonical(posted.document())));
        assertThat(entry.toString())
                .doesNotContain(externalId(posted))
                .doesNotContain("customer-48213")
                .doesNotContain(view(receipt).contentHash());
    }

    @Test
    void theLogHoldsOneEntryForAChunkFromWhichEachCommitmentIsProvable() {
        List<JsonNode> batch = IntStream.range(0, 5)
                .<JsonNode>mapToObj(i -> Proposals.offer().document())
                .toList();

        List<Receipt> receipts = suggestions.receive("shop", batch);

        List<UUID> entries = sql.sql("select distinct entry from suggestion_revision where suggestion = any(?)")
                .param(receipts.stream().map(receipt -> id(receipt).value()).toArray(UUID[]::new))
                .query((row, number) -> row.getObject("entry", UUID.class))
                .list();
        assertThat(entries).hasSize(1);
        JsonNode entry = Json.MAPPER.readTree(sql.sql("select leaf from audit_written where entry_id = ?")
                .param(entries.getFirst())
                .query(byte[].class)
                .single());
        List<byte[]> leaves = new ArrayList<>();
        sql.sql("select suggestion, commitment from suggestion_revision where entry = ? order by leaf")
                .param(entries.getFirst())
                .query(row -> {
                    leaves.add(ReceiptTree.leaf(
                            row.getObject("suggestion", UUID.class),
                            1,
                            HexFormat.of().formatHex(row.getBytes("commitment"))));
                });
        assertThat(entry.at("/facts/items").asString()).isEqualTo("5");
        assertThat(entry.at("/facts/root").asString()).isEqualTo(HexFormat.of().formatHex(ReceiptTree.root(leaves)));
        assertThat(receipts)
                .extracting(Receipt::id)
                .containsExactlyElementsOf(leaves.stream()
                        .map(leaf ->
                                Json.MAPPER.readTree(leaf).path("suggestion").asString())
                        .toList());
    }

    @Test
    void storesNothingAndLogsNothingForAnInvalidBody() {
        int entries = count("audit_written");
        int rows = count("suggestion");

        receive(Proposals.offer().subject("customer-new").with("/audience/size", -1));
        receive(Proposals.offer().with("/validUntil", "2026-11-02T00:00:00Z"));

        assertThat(count("audit_written")).isEqualTo(entries);
        assertThat(count("suggestion")).isEqualTo(rows);
    }

    @Test
    void storesNothingOfTheWholeMalformedCorpusAndEverythingBetween() {
        List<String> bodies = new ArrayList<>();
        MalformedSuggestions.all().forEach(malformed -> {
            bodies.add(malformed.body());
            bodies.add(Proposals.offer().json());
        });
        int rows = count("suggestion");

        List<Receipt> receipts = suggestions.receiveTexts("shop", bodies);

        assertThat(count("suggestion")).isEqualTo(rows + bodies.size() / 2);
        for (int i = 0; i < receipts.size(); i++) {
            assertThat(receipts.get(i).status()).isEqualTo(i % 2 == 0 ? Status.INVALID : Status.ACCEPTED);
        }
    }

    @Test
    void checksWithoutStoring() {
        int rows = count("suggestion");

        Proposal proposal = suggestions.check(Proposals.copy().document());

        assertThat(proposal.kind()).isEqualTo(Kind.CAMPAIGN_COPY);
        assertThat(count("suggestion")).isEqualTo(rows);
        assertThatThrownBy(() ->
                        suggestions.check(Proposals.copy().without("/model").document()))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.pointer())
                                .containsExactly("/model"));
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<String> posted = IntStream.range(0, 5)
                .mapToObj(i -> String.valueOf(suggestions
                        .receive("lister", List.of(Proposals.offer().document()))
                        .getFirst()
                        .id()))
                .toList();

        var first = suggestions.list(null, "lister", null, 2);
        var second = suggestions.list(null, "lister", first.next(), 2);
        var third = suggestions.list(SuggestionState.RECEIVED, "lister", second.next(), 2);

        List<String> listed = new ArrayList<>();
        List.of(first, second, third)
                .forEach(page ->
                        page.items().forEach(view -> listed.add(view.id().toString())));
        assertThat(listed).isEqualTo(posted.reversed());
        assertThat(third.next()).isNull();
        assertThat(suggestions.list(SuggestionState.REJECTED, "lister", null, 2).items())
                .isEmpty();
        assertThatThrownBy(() -> suggestions.list(null, null, "x", 2)).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void keepsHostileTextAsText() {
        String hostile =
                "'; drop table suggestion; -- <script>alert(1)</script> ${7*7} \u202Ereversed \uD83D\uDE00 %s {0}";
        Proposals posted = Proposals.copy().with("/content/message/body", hostile);

        SuggestionView view = view(receive(posted));

        assertThat(view.document()).isEqualTo(posted.document());
    }

    private Receipt receive(Proposals proposal) {
        return suggestions.receive("shop", List.of(proposal.document())).getFirst();
    }

    private SuggestionView view(Receipt receipt) {
        return suggestions.get(id(receipt));
    }

    private static SuggestionId id(Receipt receipt) {
        return SuggestionId.of(String.valueOf(receipt.id()));
    }

    private static String externalId(Proposals proposal) {
        return proposal.document().path("externalId").asString();
    }

    private JsonNode entry(String subject) {
        return Json.MAPPER.readTree(sql.sql("select leaf from audit_written where subject = ?")
                .param(subject)
                .query(byte[].class)
                .single());
    }

    private int count(String table) {
        return sql.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
