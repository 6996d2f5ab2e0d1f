package org.countersign.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.ProofRejectedException;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives committed entries their index, in batches, and signs a checkpoint over each batch in the same transaction. Any
 * number of instances may run: a lock lets one at a time do it, and the primary key would refuse a second.
 */
@Component
public class Sequencer implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    /** Key of the transaction-scoped advisory lock, shared by all instances on one database. */
    private static final long LOCK = 0x6C6F67L;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditEntries entries;
    private final Nodes nodes;
    private final Checkpoints checkpoints;
    private final LogKey key;
    private final PublicKeys publicKeys;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    // What this instance signed last, by its own memory: a database that was rewritten underneath it is found out.
    private volatile @Nullable Checkpoint signed;

    Sequencer(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            AuditEntries entries,
            Nodes nodes,
            Checkpoints checkpoints,
            LogKey key,
            PublicKeys publicKeys,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.entries = entries;
        this.nodes = nodes;
        this.checkpoints = checkpoints;
        this.key = key;
        this.publicKeys = publicKeys;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes the genesis entry of a new log, so that there is a checkpoint before the first request; and lets a log that
     * goes on with a new key say so.
     */
    @Override
    public void afterSingletonsInstantiated() {
        sequence();
        String text = key.publicKey().toString();
        publicKeys.introduce("log", text, key.publicKey().bytes(), Map.of("use", "log", "key", text));
        sequence();
    }

    @Scheduled(fixedDelayString = "${countersign.audit.interval:250ms}")
    void run() {
        try {
            sequence();
        } catch (RuntimeException e) {
            // Nothing is lost: entries wait in the queue, nothing new is served, and the next run tries again.
            LOG.error("The audit log cannot be sequenced; nothing new is published until it can", e);
        }
    }

    /**
     * Sequences everything that was committed before the call.
     *
     * @return how many entries got an index
     * @throws IllegalStateException if the stored log does not fit what was signed before
     */
    public int sequence() {
        int total = 0;
        while (true) {
            Batch batch = transaction.execute(status -> sequenceBatch());
            if (batch == null) {
                return total;
            }
            signed = batch.checkpoint();
            total += batch.entries();
        }
    }

    /** @return what was sequenced, or null if nothing waits */
    private @Nullable Batch sequenceBatch() {
        if (signed != null && !somethingWaits()) {
            return null;
        }
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
        Optional<Checkpoint> last = checkpoints.find();
        List<Waiting> waiting = last.isPresent() ? longestWaiting(BATCH) : genesis();
        if (waiting.isEmpty()) {
            signed = signed == null ? last.orElse(null) : signed;
            return null;
        }
        long from = last.map(Checkpoint::size).orElse(0L);
        Checkpoint next = extend(from, waiting, last);
        checkpoints.insert(next, clock.instant());
        events.publishEvent(new EntriesSequenced(from, next.size()));
        return new Batch(next, waiting.size());
    }

    private Checkpoint extend(long from, List<Waiting> batch, Optional<Checkpoint> last) {
        TreeHead head = new TreeHead(from, nodes.read(TreeHead.edge(from).subtrees()));
        last.ifPresent(checkpoint -> requireRoot(checkpoint, head));
        move(from, batch);
        batch.forEach(entry -> head.append(entry.leafHash()));
        nodes.insert(head.completed());
        Checkpoint next = key.sign(head.size(), head.root());
        last.ifPresent(checkpoint -> requireGrown(checkpoint, next));
        Checkpoint own = signed;
        if (own != null) {
            requireGrown(own, next);
        }
        return next;
    }

    /** From the queue into the log, in this order from index {@code from} on. */
    private void move(long from, List<Waiting> batch) {
        long[] written = batch.stream().mapToLong(Waiting::written).toArray();
        jdbc.sql("""
                insert into audit_entry (log_index, entry_id, type, subject, at, leaf, leaf_hash)
                  select b.log_index, p.entry_id, p.type, p.subject, p.at, p.leaf, b.leaf_hash
                    from unnest(?, ?, ?) as b (log_index, written, leaf_hash) join audit_pending p using (written)
                """)
                .param(LongStream.range(from, from + batch.size()).toArray())
                .param(written)
                .param(batch.stream().map(entry -> entry.leafHash().bytes()).toArray(byte[][]::new))
                .update();
        jdbc.sql("delete from audit_pending where written = any(?)")
                .param(written)
                .update();
    }

    private boolean somethingWaits() {
        return jdbc.sql("select exists (select 1 from audit_pending)")
                .query(Boolean.class)
                .single();
    }

    private List<Waiting> genesis() {
        EntryId id = entries.append(NewEntry.of(
                EntryType.GENESIS,
                "log:" + key.publicKey().name(),
                Actor.system("sequencer"),
                Map.of("origin", key.publicKey().name(), "key", key.publicKey().toString(), "hash", "SHA-256")));
        return jdbc.sql("select written, leaf from audit_pending where entry_id = ?")
                .param(id.value())
                .query(Waiting::read)
                .list();
    }

    private List<Waiting> longestWaiting(int limit) {
        return jdbc.sql("select written, leaf from audit_pending order by written limit ?")
                .param(limit)
                .query(Waiting::read)
                .list();
    }

    private static void requireRoot(Checkpoint checkpoint, TreeHead head) {
        if (!checkpoint.root().equals(head.root())) {
            throw new IllegalStateException("The stored tree of " + head.size() + " entries has root " + head.root()
                    + ", but the checkpoint signed for it says " + checkpoint.root() + ". The log was tampered with.");
        }
    }

    private void requireGrown(Checkpoint earlier, Checkpoint later) {
        try {
            List<Hash> hashes = earlier.size() < 1 || earlier.size() > later.size()
                    ? List.of()
                    : nodes.hashes(Subtree.consistency(earlier.size(), later.size()));
            new ConsistencyProof(earlier.size(), later.size(), hashes).verify(earlier.root(), later.root());
        } catch (ProofRejectedException e) {
            throw new IllegalStateException(
                    "The log is no continuation of what was signed before: " + e.getMessage(), e);
        }
    }

    /** What one transaction did. */
    private record Batch(Checkpoint checkpoint, int entries) {}

    /** An entry without an index. */
    private record Waiting(long written, Hash leafHash) {

        static Waiting read(ResultSet row, int number) throws SQLException {
            return new Waiting(row.getLong(1), Hash.leaf(row.getBytes(2)));
        }
    }
}
