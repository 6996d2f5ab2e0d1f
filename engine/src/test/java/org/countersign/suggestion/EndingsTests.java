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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
@RecordApplicationEvents
class EndingsTests {

    private static final Actor SHOP = Actor.client("shop");
    private static final Actor ANA = Actor.person("ana");

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private AuditEntries log;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ApplicationEvents events;

    @Test
    void withdrawalEndsAtOnceAndOnce() {
        SuggestionId id = received(Proposals.offer());
        move(id, SCREENED);

        endings.withdraw(SHOP, id, "wrong price");
        endings.withdraw(SHOP, id, "wrong price");

        assertThat(suggestions.get(id).state()).isEqualTo(WITHDRAWN);
        assertThat(suggestions.get(id).history().getLast().reason()).isEqualTo("wrong price");
        assertThat(events.stream(SuggestionEnded.class))
                .containsExactly(new SuggestionEnded(id, WITHDRAWN, SCREENED, SHOP, "wrong price"));
        assertThat(logged(id)).containsExactly("RECEIPT", "SCREENING", "ENDED");
    }

    @Test
    void whatWasRejectedCannotBeWithdrawn() {
        SuggestionId id = received(Proposals.offer());
        move(id, SCREENED);
        move(id, IN_REVIEW);
        move(id, REJECTED);

        assertThatThrownBy(() -> endings.withdraw(SHOP, id, "late")).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void aRecallEndsEverythingOfTheModelVersionAndNothingElse() {
        SuggestionId waiting = received(Proposals.offer().model("recalled", "1"));
        SuggestionId blocked = received(Proposals.copy().model("recalled", "1"));
        move(blocked, SCREENED);
        move(blocked, BLOCKED);
        SuggestionId gone = received(Proposals.copy().model("recalled", "1"));
        endings.withdraw(SHOP, gone, "before");
        SuggestionId otherVersion = received(Proposals.offer().model("recalled", "2"));

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
        SuggestionId ours = received(Proposals.offer().model("shared", "1"));
        SuggestionId theirs = SuggestionId.of(String.valueOf(suggestions
                .receive(
                        "other-shop",
                        List.of(Proposals.offer().model("shared", "1").document()))
                .getFirst()
                .id()));

        int withdrawn = endings.recall(SHOP, "shop", "shared", "1", "drift");

        assertThat(withdrawn).isEqualTo(1);
        assertThat(suggestions.get(ours).state()).isEqualTo(WITHDRAWN);
        assertThat(suggestions.get(theirs).state()).isEqualTo(RECEIVED);
    }

    @Test
    void recallingWhatNeverProposedAnythingDoesNothing() {
        assertThat(endings.recall(SHOP, "shop", "no such model", "ü", "drift")).isZero();
    }

    @Test
    void expiresWhatIsPastItsValidityOnce() {
        SuggestionId due = received(Proposals.offer());
        SuggestionId blocked = received(Proposals.offer());
        move(blocked, SCREENED);
        move(blocked, BLOCKED);
        SuggestionId valid = received(Proposals.offer());
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
        assertThat(logged(due)).containsExactly("RECEIPT", "ENDED");
    }

    @Test
    void severalSweepersShareTheWork() throws Exception {
        SuggestionId[] due = IntStream.range(0, 60)
                .mapToObj(i -> received(Proposals.offer()))
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

    private SuggestionId received(Proposals proposal) {
        return SuggestionId.of(String.valueOf(suggestions
                .receive("shop", List.of(proposal.document()))
                .getFirst()
                .id()));
    }

    private EntryId move(SuggestionId id, SuggestionState next) {
        return Objects.requireNonNull(transaction.execute(status -> {
            EntryId entry = log.append(NewEntry.of(EntryType.SCREENING, id.subject(), ANA, Map.of()));
            suggestions.move(id, 1, next, ANA, null, entry);
            return entry;
        }));
    }

    private void lapse(SuggestionId... ids) {
        for (SuggestionId id : ids) {
            sql.sql("update suggestion set expires_at = ? where id = ?")
                    .params(java.sql.Timestamp.from(Instant.now().minusSeconds(1)), id.value())
                    .update();
        }
    }

    private List<String> logged(SuggestionId id) {
        return sql.sql("select type from audit_written where subject = ? order by log_index, written")
                .param(id.subject())
                .query((row, number) -> row.getString("type"))
                .list();
    }
}
