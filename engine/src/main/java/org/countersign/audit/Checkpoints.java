package org.countersign.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The front door of checkpoints: what the log has signed of itself. */
@Service
public class Checkpoints {

    private final JdbcClient jdbc;
    private final LogKey key;

    Checkpoints(JdbcClient jdbc, LogKey key) {
        this.jdbc = jdbc;
        this.key = key;
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
