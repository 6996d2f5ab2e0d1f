package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.suggestion.SuggestionState.APPROVED;
import static org.countersign.suggestion.SuggestionState.BLOCKED;
import static org.countersign.suggestion.SuggestionState.EXPIRED;
import static org.countersign.suggestion.SuggestionState.IN_REVIEW;
import static org.countersign.suggestion.SuggestionState.PUBLISHED;
import static org.countersign.suggestion.SuggestionState.RECEIVED;
import static org.countersign.suggestion.SuggestionState.REJECTED;
import static org.countersign.suggestion.SuggestionState.SCREENED;
import static org.countersign.suggestion.SuggestionState.WITHDRAWN;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.Published;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewOutcome;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import tools.jackson.databind.JsonNode;

@EngineTest
@RecordApplicationEvents
class EndingsTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Reviews reviews;

    @Autowired
    private AuditEntries log;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Desk desk;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ApplicationEvents events;

    @Test
    void withdrawalEndsAtOnceAndOnce() {
        SuggestionId id = desk.receive(Proposals.offer());
        desk.move(id, SCREENED);

        endings.withdraw(SHOP, id, "wrong price");
        endings.withdraw(SHOP, id, "wrong price");

        assertThat(suggestions.get(id).state()).isEqualTo(WITHDRAWN);
        assertThat(suggestions.get(id).history().getLast().reason()).isEqualTo("wrong price");
        assertThat(events.stream(SuggestionsEnded.class))
                .containsExactly(new SuggestionsEnded(
                        List.of(new SuggestionEnded(id, WITHDRAWN, SCREENED, SHOP, "wrong price"))));
        assertThat(desk.logged(id)).containsExactly("RECEIPT", "SCREENING", "ENDED");
    }

    @Test
    void whatWasRejectedCannotBeWithdrawn() {
        SuggestionId id = desk.receive(Proposals.offer());
        desk.move(id, SCREENED);
        desk.move(id, IN_REVIEW);
        desk.move(id, REJECTED);

        assertThatThrownBy(() -> endings.withdraw(SHOP, id, "late")).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void aRecallEndsEverythingOfTheModelVersionAndNothingElse() {
        SuggestionId waiting = desk.receive(Proposals.offer().model("recalled", "1"));
        SuggestionId blocked = desk.receive(Proposals.copy().model("recalled", "1"));
        desk.move(blocked, SCREENED);
        desk.move(blocked, BLOCKED);
        SuggestionId gone = desk.receive(Proposals.copy().model("recalled", "1"));
        endings.withdraw(SHOP, gone, "before");
        SuggestionId otherVersion = desk.receive(Proposals.offer().model("recalled", "2"));

        int withdrawn = endings.recall(Actor.client("officer"), null, "recalled", "1", "drift");

        assertThat(withdrawn).isEqualTo(2);
        assertThat(List.of(waiting, blocked, gone))
                .allSatisfy(id -> assertThat(suggestions.get(id).state()).isEqualTo(WITHDRAWN));
        assertThat(suggestions.get(otherVersion).state()).isEqualTo(RECEIVED);
        assertThat(suggestions.get(gone).history().getLast().reason()).isEqualTo("before");
        assertThat(sql.sql("select count(*) from audit_written where type = 'RECALL' and subject = 'model:recalled/1'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRecallOfHundredsEndsEachAsIfItHadEndedAlone() {
        SuggestionId received = desk.receive(ofMany(Proposals.offer()));
        ReviewId review = desk.open(ofMany(Desk.unmeasurable()));
        SuggestionId inReview = reviews.get(review).suggestion();
        SuggestionId published = desk.receive(ofMany(Proposals.offer()));
        List.of(SCREENED, APPROVED, PUBLISHED).forEach(state -> desk.move(published, state));
        ContentId content = Published.with(context).of(published).publish();
        SuggestionId gone = desk.receive(ofMany(Proposals.offer()));
        endings.withdraw(SHOP, gone, "before");
        suggestions.receiveTexts(
                Desk.SHOP,
                IntStream.range(0, 600)
                        .mapToObj(i -> ofMany(Proposals.offer()).json())
                        .toList());
        Map<SuggestionId, EntryId> before = new HashMap<>();
        suggestions
                .getAll(List.of(received, inReview, published))
                .forEach((id, view) -> before.put(id, view.lastEntry()));

        int withdrawn = endings.recall(SHOP, null, "many", "1", "drift");
        int again = endings.recall(SHOP, null, "many", "1", "drift");

        assertThat(List.of(withdrawn, again)).containsExactly(603, 0);
        assertThat(states("many")).containsExactly("WITHDRAWN 604");
        LogEntry recall = log.about("model:many/1").getFirst();
        assertThat(log.about("model:many/1")).hasSize(1);
        assertThat(fact(recall, "suggestions")).isEqualTo("603");
        assertThat(countEndedAfter(recall.id())).isEqualTo(603);
        before.forEach((id, last) -> {
            LogEntry ended = ended(id);
            assertThat(previous(ended))
                    .containsExactly(last.toString(), recall.id().toString());
            assertThat(fact(ended, "state")).isEqualTo("WITHDRAWN");
            assertThat(fact(ended, "revision")).isEqualTo("1");
            assertThat(log.payload(ended.id()))
                    .hasValueSatisfying(payload ->
                            assertThat(payload.path("reason").stringValue()).isEqualTo("drift"));
            SuggestionView view = suggestions.get(id);
            assertThat(view.lastEntry()).isEqualTo(ended.id());
            assertThat(view.history().getLast().reason()).isEqualTo("drift");
        });
        assertThat(fact(ended(inReview), "previous")).isEqualTo("IN_REVIEW");
        assertThat(reviews.get(review).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(sql.sql("select withdrawn_entry from content_item where content_id = ?")
                        .param(content.value())
                        .query(UUID.class)
                        .optional())
                .isPresent();
        assertThat(suggestions.get(gone).history().getLast().reason()).isEqualTo("before");
        List<SuggestionId> told = events.stream(SuggestionsEnded.class)
                .flatMap(each -> each.ids().stream())
                .filter(id -> !id.equals(gone))
                .toList();
        assertThat(told).hasSize(603).doesNotHaveDuplicates().contains(received, inReview, published);
    }

    private static Proposals ofMany(Proposals proposal) {
        return proposal.model("many", "1");
    }

    private List<String> states(String model) {
        return sql.sql("select state || ' ' || count(*) from suggestion where model_name = ? group by state")
                .param(model)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private int countEndedAfter(EntryId entry) {
        return sql.sql("""
                        select count(*) from audit_written where type = 'ENDED'
                          and convert_from(leaf, 'UTF8')::jsonb -> 'previous' ->> 1 = ?
                        """).param(entry.toString()).query(Integer.class).single();
    }

    private LogEntry ended(SuggestionId id) {
        return log.about(id.subject()).stream()
                .filter(entry -> entry.type() == EntryType.ENDED)
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String fact(LogEntry entry, String name) {
        return entry.document().path("facts").path(name).stringValue();
    }

    private static List<String> previous(LogEntry entry) {
        return entry.document()
                .path("previous")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    @Test
    void aProducersRecallLeavesOtherProducersAlone() {
        SuggestionId ours = desk.receive(Proposals.offer().model("shared", "1"));
        SuggestionId theirs = SuggestionId.of(String.valueOf(suggestions
                .receive(
                        "other-shop",
                        List.of(Proposals.offer().model("shared", "1").document()))
                .getFirst()
                .id()));

        int withdrawn = endings.recall(SHOP, Desk.SHOP, "shared", "1", "drift");

        assertThat(withdrawn).isEqualTo(1);
        assertThat(suggestions.get(ours).state()).isEqualTo(WITHDRAWN);
        assertThat(suggestions.get(theirs).state()).isEqualTo(RECEIVED);
    }

    @Test
    void recallingWhatNeverProposedAnythingDoesNothing() {
        assertThat(endings.recall(SHOP, Desk.SHOP, "no such model", "ü", "drift"))
                .isZero();
    }

    @Test
    void expiresWhatIsPastItsValidityOnce() {
        SuggestionId due = desk.receive(Proposals.offer());
        SuggestionId blocked = desk.receive(Proposals.offer());
        desk.move(blocked, SCREENED);
        desk.move(blocked, BLOCKED);
        SuggestionId valid = desk.receive(Proposals.offer());
        lapse(due, blocked);

        int expired = endings.expireDue(100);
        int again = endings.expireDue(100);

        assertThat(List.of(expired, again)).containsExactly(1, 0);
        assertThat(suggestions.get(due).state()).isEqualTo(EXPIRED);
        assertThat(suggestions.get(blocked).state()).isEqualTo(BLOCKED);
        assertThat(suggestions.get(valid).state()).isEqualTo(RECEIVED);
        assertThat(events.stream(SuggestionsEnded.class).flatMap(each -> each.suggestions().stream()))
                .singleElement()
                .satisfies(ended -> assertThat(ended.previous()).isEqualTo(RECEIVED));
        assertThat(desk.logged(due)).containsExactly("RECEIPT", "ENDED");
    }

    @Test
    void severalSweepersShareTheWork() throws Exception {
        SuggestionId[] due = IntStream.range(0, 60)
                .mapToObj(i -> desk.receive(Proposals.offer()))
                .toArray(SuggestionId[]::new);
        lapse(due);
        CyclicBarrier start = new CyclicBarrier(3);

        int expired = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> sweeps = IntStream.range(0, 3)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return endings.expireDue(100);
                    }))
                    .toList();
            for (Future<Integer> sweep : sweeps) {
                expired += sweep.get();
            }
        }

        assertThat(expired).isEqualTo(due.length);
        assertThat(due)
                .allSatisfy(id -> assertThat(suggestions.get(id).history()).hasSize(2));
    }

    private void lapse(SuggestionId... ids) {
        for (SuggestionId id : ids) {
            sql.sql("update suggestion set expires_at = ? where id = ?")
                    .params(java.sql.Timestamp.from(Instant.now().minusSeconds(1)), id.value())
                    .update();
        }
    }
}
