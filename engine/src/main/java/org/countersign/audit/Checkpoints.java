package org.countersign.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.NoteKey;
import org.countersign.proof.SignedNote;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The front door of checkpoints: what the log has signed of itself. */
@Service
public class Checkpoints {

    private final JdbcClient jdbc;
    private final LogKey key;
    private final int witnesses;

    Checkpoints(JdbcClient jdbc, LogKey key, AuditProperties properties) {
        this.jdbc = jdbc;
        this.key = key;
        this.witnesses = properties.witnesses().size();
    }

    /**
     * The newest checkpoint. There is one from the moment the application has started.
     *
     * @throws IllegalStateException if the stored one was not signed by this log's key
     */
    public Checkpoint latest() {
        return find().orElseThrow(
                        () -> new IllegalStateException("The log has no checkpoint: its sequencer never ran."));
    }

    /** The key that verifies checkpoints, in C2SP's form; to be known from elsewhere than the log. */
    public NoteKey publicKey() {
        return key.publicKey();
    }

    /**
     * The newest checkpoint that every configured witness has signed, with their signatures; the newest of all where
     * there are no witnesses, or none has signed yet.
     */
    public Checkpoint latestWitnessed() {
        Checkpoint latest = latest();
        if (witnesses == 0) {
            return latest;
        }
        return jdbc.sql("""
                select note from audit_checkpoint where size = (
                  select size from audit_cosignature group by size having count(*) >= ? order by size desc limit 1)
                """)
                .param(witnesses)
                .query(String.class)
                .optional()
                .map(key::requireOwn)
                .map(this::withCosignatures)
                .orElse(latest);
    }

    private Checkpoint withCosignatures(Checkpoint checkpoint) {
        List<SignedNote.Signature> lines = SignedNote.parseLines(String.join(
                "\n",
                jdbc.sql("select line from audit_cosignature where size = ? order by witness")
                        .param(checkpoint.size())
                        .query((row, number) -> row.getString(1))
                        .list()));
        return new Checkpoint(
                checkpoint.origin(),
                checkpoint.size(),
                checkpoint.root(),
                checkpoint.note().with(lines));
    }

    /** @throws IllegalStateException if {@code note} is no checkpoint of this log */
    Checkpoint requireOwn(String note) {
        return key.requireOwn(note);
    }

    /**
     * Checkpoints up to a size, oldest first, as they were signed: the last one of each hour, and the first above each
     * entry that introduces a key.
     */
    public List<String> history(long size) {
        return jdbc.sql("""
                select note from (
                  (select distinct on (date_trunc('hour', at)) size, note from audit_checkpoint where size <= :size
                    order by date_trunc('hour', at), size desc)
                  union
                  select c.size, c.note from audit_entry e
                    cross join lateral (
                      select size, note from audit_checkpoint where size > e.log_index order by size limit 1) c
                    where e.type = 'KEY' and c.size <= :size) kept
                  order by size
                """)
                .param("size", size)
                .query((row, number) -> row.getString(1))
                .list();
    }

    Optional<Checkpoint> find() {
        return jdbc.sql("select note from audit_checkpoint order by size desc limit 1")
                .query(String.class)
                .optional()
                .map(key::requireOwn);
    }

    void insert(Checkpoint checkpoint, Instant at) {
        jdbc.sql("insert into audit_checkpoint (size, at, note) values (?, ?, ?)")
                .params(
                        checkpoint.size(),
                        at.atOffset(ZoneOffset.UTC),
                        checkpoint.note().toString())
                .update();
    }
}
