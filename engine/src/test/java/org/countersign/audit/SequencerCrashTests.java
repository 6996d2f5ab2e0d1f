package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.proof.Checkpoint;
import org.countersign.shared.Actor;
import org.countersign.testing.EngineTest;
import org.countersign.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The sequencer dies when leaves and nodes are written and the head is not committed yet. */
@EngineTest
@Import(SequencerCrashTests.Killer.class)
class SequencerCrashTests {

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Proofs proofs;

    @Autowired
    private Killer killer;

    @Autowired
    private TransactionTemplate transaction;

    @Tag("A11")
    @Test
    void leavesALogThatGoesOnConsistently() {
        append();
        sequencer.sequence();
        Checkpoint before = checkpoints.latest();
        EntryId hit = append();

        killer.armed.set(true);
        assertThatThrownBy(sequencer::sequence).isInstanceOf(RuntimeException.class);
        assertThat(checkpoints.latest()).isEqualTo(before);
        assertThat(entries.find(hit)).get().extracting(LogEntry::index).isNull();

        sequencer.sequence();

        Checkpoint after = checkpoints.latest();
        assertThat(after.size()).isEqualTo(before.size() + 1);
        assertThatCode(() -> proofs.consistency(before.size(), after.size()).verify(before.root(), after.root()))
                .doesNotThrowAnyException();
        assertThatCode(() -> proofs.of(hit).inclusion().verify()).doesNotThrowAnyException();
    }

    private EntryId append() {
        return Objects.requireNonNull(transaction.execute(status -> entries.append(
                NewEntry.of(EntryType.RECEIPT, "suggestion:a", Actor.system("test"), Map.of("revision", "1")))));
    }

    /** Cuts the connection of whoever sequences, from outside, at the last moment before the commit. */
    @TestConfiguration
    static class Killer {

        private final AtomicBoolean armed = new AtomicBoolean();
        private final JdbcClient jdbc;
        private final String url;

        Killer(JdbcClient jdbc, @Value("${spring.datasource.url}") String url) {
            this.jdbc = jdbc;
            this.url = url;
        }

        @EventListener
        void cut(EntriesSequenced sequenced) {
            if (armed.getAndSet(false)) {
                int victim =
                        jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
                JdbcClient.create(TestDatabase.administrator(url))
                        .sql("select pg_terminate_backend(?, 5000)")
                        .param(victim)
                        .query(Boolean.class)
                        .single();
            }
        }
    }
}
