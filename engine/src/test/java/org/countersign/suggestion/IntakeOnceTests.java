package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Receipt.Status;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.RecordApplicationEvents;
import tools.jackson.databind.JsonNode;

/** An external id is taken once, whatever is sent under it, and however often. */
@EngineTest
@RecordApplicationEvents
class IntakeOnceTests {

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private JdbcClient sql;

    @Test
    void knowsTheSameBodyAgainHoweverItIsWritten() {
        Proposals posted = Proposals.offer();
        Receipt first = receive(posted);

        String rewritten = posted.json().replace("0.83", "8.30e-1").replace("\"kind\"", "\n \"\\u006bind\"");
        Receipt again = suggestions.receiveTexts("shop", List.of(rewritten)).getFirst();

        assertThat(again.status()).isEqualTo(Status.DUPLICATE);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.errors()).isEmpty();
    }

    @Test
    void tellsAnotherBodyUnderTheSameExternalIdAsAConflict() {
        Proposals posted = Proposals.offer();
        Receipt first = receive(posted);

        Receipt other = receive(posted.with("/score", 0.84));

        assertThat(other.status()).isEqualTo(Status.CONFLICT);
        assertThat(other.id()).isEqualTo(first.id());
        assertThat(other.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains(String.valueOf(first.id())));
        assertThat(view(first).proposal()).extracting("score").isEqualTo(0.83);
    }

    @Test
    void doesNotUseUpAnExternalIdOnAnInvalidBody() {
        Proposals posted = Proposals.offer();

        Receipt invalid =
                receive(Proposals.offer().externalId(externalId(posted)).without("/model"));
        Receipt valid = receive(posted);

        assertThat(invalid.status()).isEqualTo(Status.INVALID);
        assertThat(invalid.id()).isNull();
        assertThat(invalid.externalId()).isEqualTo(externalId(posted));
        assertThat(valid.status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void givesEachClientExternalIdsOfItsOwn() {
        Proposals posted = Proposals.offer();
        Receipt ours = receive(posted);

        Receipt theirs =
                suggestions.receive("other-shop", List.of(posted.document())).getFirst();

        assertThat(theirs.status()).isEqualTo(Status.ACCEPTED);
        assertThat(theirs.id()).isNotEqualTo(ours.id());
    }

    @Test
    void answersADuplicateEvenWhenItsValidityIsOver() {
        Proposals posted = Proposals.offer();
        Receipt first = receive(posted);
        // As if it had been posted, with this body, long ago.
        Proposals past = posted.with("/validUntil", "2026-11-02T00:00:00Z");
        sql.sql("update suggestion set first_hash = ? where id = ?")
                .params(Sha256.hexOf(Json.canonical(past.document())), id(first).value())
                .update();

        Receipt again = receive(past);

        assertThat(again.status()).isEqualTo(Status.DUPLICATE);
        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void takesASuggestionInOnceHoweverManyPostItAtOnce() throws Exception {
        int posters = 8;
        List<Proposals> batch =
                IntStream.range(0, 40).mapToObj(i -> Proposals.offer()).toList();
        CyclicBarrier start = new CyclicBarrier(posters);

        List<List<Receipt>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(posters)) {
            List<Future<List<Receipt>>> posted = IntStream.range(0, posters)
                    .mapToObj(poster -> threads.submit(() -> {
                        // Half of them in the opposite order, which deadlocks where locks follow the order of arrival.
                        List<Proposals> order = poster % 2 == 0 ? batch : batch.reversed();
                        start.await();
                        List<Receipt> receipts = suggestions.receive(
                                "shop",
                                order.stream()
                                        .<JsonNode>map(Proposals::document)
                                        .toList());
                        return poster % 2 == 0 ? receipts : receipts.reversed();
                    }))
                    .toList();
            for (Future<List<Receipt>> future : posted) {
                answers.add(future.get());
            }
        }

        for (int i = 0; i < batch.size(); i++) {
            int item = i;
            assertThat(answers.stream().map(answer -> answer.get(item).status()))
                    .containsOnlyOnce(Status.ACCEPTED)
                    .containsOnly(Status.ACCEPTED, Status.DUPLICATE);
            assertThat(answers.stream().map(answer -> answer.get(item).id()).distinct())
                    .hasSize(1);
        }
        assertThat(sql.sql("select count(*) from suggestion where external_id = any(?)")
                        .param(batch.stream().map(IntakeOnceTests::externalId).toArray(String[]::new))
                        .query(Integer.class)
                        .single())
                .isEqualTo(batch.size());
    }

    @Test
    void oneOfTwoDifferentBodiesPostedAtOnceIsTheConflict() throws Exception {
        for (int round = 0; round < 10; round++) {
            Proposals posted = Proposals.offer();
            JsonNode one = posted.document();
            JsonNode other = posted.with("/score", 0.5).document();
            CyclicBarrier start = new CyclicBarrier(2);

            List<Status> statuses = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<Receipt>> answers = List.of(one, other).stream()
                        .map(document -> threads.submit(() -> {
                            start.await();
                            return suggestions
                                    .receive("shop", List.of(document))
                                    .getFirst();
                        }))
                        .toList();
                for (Future<Receipt> answer : answers) {
                    statuses.add(answer.get().status());
                }
            }

            assertThat(statuses).containsExactlyInAnyOrder(Status.ACCEPTED, Status.CONFLICT);
        }
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
}
