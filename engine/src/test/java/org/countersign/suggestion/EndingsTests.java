package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.suggestion.SuggestionState.BLOCKED;
import static org.countersign.suggestion.SuggestionState.EXPIRED;
import static org.countersign.suggestion.SuggestionState.IN_REVIEW;
import static org.countersign.suggestion.SuggestionState.RECEIVED;
import static org.countersign.suggestion.SuggestionState.REJECTED;
import static org.countersign.suggestion.SuggestionState.SCREENED;
import static org.countersign.suggestion.SuggestionState.WITHDRAWN;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@RecordApplicationEvents
class EndingsTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

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
        assertThat(events.stream(SuggestionEnded.class))
                .containsExactly(new SuggestionEnded(id, WITHDRAWN, SCREENED, SHOP, "wrong price"));
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
        assertThat(events.stream(SuggestionEnded.class))
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
