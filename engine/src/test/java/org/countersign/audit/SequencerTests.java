package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ConsistencyProof;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SequencerTests {

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void beginsWithTheGenesisEntryUnderASignedCheckpoint() {
        LogEntry genesis = entries.range(0, 1).getFirst();

        assertThat(genesis.type()).isEqualTo(EntryType.GENESIS);
        assertThat(genesis.document().path("facts").path("key").stringValue())
                .isEqualTo(checkpoints.publicKey().toString());
        assertThat(checkpoints.latest().size()).isPositive();
    }

    @Test
    void putsCommittedEntriesUnderACheckpointThatProvesThem() {
        EntryId id = append("a");
        assertThat(entries.find(id)).get().extracting(LogEntry::index).isNull();

        sequencer.sequence();

        EntryProof proof = proofs.of(id);
        Checkpoint trusted = Checkpoint.verified(proof.checkpoint().note().toString(), checkpoints.publicKey());
        assertThat(proof.inclusion().leafHash()).isEqualTo(proof.entry().leafHash());
        assertThat(proof.inclusion().root()).isEqualTo(trusted.root());
        assertThatCode(() -> proof.inclusion().verify()).doesNotThrowAnyException();
    }

    @Test
    void growsOnly() {
        Checkpoint before = checkpoints.latest();
        appendMany("grow", 37);
        sequencer.sequence();
        Checkpoint after = checkpoints.latest();

        ConsistencyProof proof = proofs.consistency(before.size(), after.size());

        assertThat(after.size()).isGreaterThanOrEqualTo(before.size() + 37);
        assertThatCode(() -> proof.verify(before.root(), after.root())).doesNotThrowAnyException();
    }

    @Test
    void doesNothingWhenNothingWaits() {
        sequencer.sequence();
        Checkpoint before = checkpoints.latest();

        assertThat(sequencer.sequence()).isZero();
        assertThat(checkpoints.latest()).isEqualTo(before);
    }

    @Test
    void sequencesMoreThanOneBatch() {
        appendMany("many", 2500);

        assertThat(sequencer.sequence()).isGreaterThanOrEqualTo(2500);
        assertThat(waiting()).isZero();
    }

    @Test
    void letsALateCommitFollowInsteadOfSlippingIn() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<EntryId> slow = CompletableFuture.supplyAsync(() -> transaction.execute(status -> {
            EntryId id = entries.append(entry("slow"));
            written.countDown();
            await(release);
            return id;
        }));
        written.await();
        EntryId quick = append("quick");
        sequencer.sequence();
        long head = checkpoints.latest().size();

        release.countDown();
        EntryId late = slow.get();
        sequencer.sequence();

        assertThat(indexOf(quick)).isLessThan(head);
        assertThat(indexOf(late)).isGreaterThanOrEqualTo(head);
    }

    @Test
    @Tag("A09")
    void numbersWhatTwoThreadsAppendWithoutGapOrDuplicateWhileTwoSequencersRun() throws Exception {
        sequencer.sequence();
        long before = checkpoints.latest().size();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> appending = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                String name = "thread-" + thread;
                appending.add(pool.submit(() -> {
                    for (int n = 0; n < 1000; n++) {
                        append(name);
                    }
                }));
            }
            List<Future<?>> sequencing = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                sequencing.add(pool.submit(() -> {
                    while (!appending.stream().allMatch(Future::isDone)) {
                        sequencer.sequence();
                    }
                }));
            }
            for (Future<?> each : appending) {
                each.get();
            }
            for (Future<?> each : sequencing) {
                each.get();
            }
        }
        sequencer.sequence();

        long after = checkpoints.latest().size();
        List<Long> indexes =
                entries.range(before, after).stream().map(LogEntry::index).toList();
        assertThat(after).isEqualTo(before + 2000);
        assertThat(indexes).hasSize(2000).doesNotHaveDuplicates().isSorted();
        assertThatCode(() -> proofs.inclusion(before + 777, after).verify()).doesNotThrowAnyException();
    }

    @Test
    void putsAnEntryBehindThoseItNames() {
        EntryId first = append("first");
        EntryId second =
                transaction.execute(status -> entries.append(entry("second").after(first)));
        sequencer.sequence();

        assertThat(second).isNotNull();
        assertThat(indexOf(first)).isLessThan(indexOf(second));
    }

    @Test
    void rollsTheBatchBackWhenWhatHangsOnItFails() {
        EntryId id = append("held");

        transaction.executeWithoutResult(outer -> {
            // The primary key is what refuses two sequencers that both think they hold the lock.
            long next = checkpoints.latest().size();
            assertThatThrownBy(() -> jdbc.sql(
                                    "insert into audit_entry (log_index, entry_id, type, subject, at, leaf, leaf_hash) select ?, "
                                            + "entry_id, type, subject, at, leaf, sha256(leaf) from audit_pending where entry_id = ?")
                            .params(next - 1, id.value())
                            .update())
                    .isInstanceOf(DataAccessException.class);
            outer.setRollbackOnly();
        });
        sequencer.sequence();

        assertThat(indexOf(id)).isPositive();
    }

    @Test
    void refusesProofsOfWhatIsNotSigned() {
        long size = checkpoints.latest().size();

        assertThatThrownBy(() -> proofs.inclusion(0, size + 1))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("size is " + (size + 1));
        assertThatThrownBy(() -> proofs.inclusion(size, size)).isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> proofs.inclusion(-1, size)).isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> proofs.consistency(0, size)).isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> proofs.of(EntryId.next())).isInstanceOf(Refusal.NotFound.class);
    }

    private long indexOf(EntryId id) {
        Long index = entries.find(id).orElseThrow().index();
        assertThat(index).isNotNull();
        return index;
    }

    private EntryId append(String suggestion) {
        EntryId id = transaction.execute(status -> entries.append(entry(suggestion)));
        assertThat(id).isNotNull();
        return id;
    }

    private void appendMany(String suggestion, int count) {
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < count; n++) {
                entries.append(entry(suggestion));
            }
        });
    }

    private long waiting() {
        return jdbc.sql("select count(*) from audit_pending").query(Long.class).single();
    }

    private static NewEntry entry(String suggestion) {
        return NewEntry.of(EntryType.RECEIPT, "suggestion:" + suggestion, Actor.system("test"), Map.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
