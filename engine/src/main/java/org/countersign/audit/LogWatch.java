package org.countersign.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Watches the log: entries that wait too long for their checkpoint, copies that are behind, a clock that was set back. */
@Service
public class LogWatch {

    /** Instances' clocks may differ by as much. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final CheckpointCopies copies;
    private final Witnesses witnesses;
    private final AuditProperties properties;
    private final Clock clock;

    LogWatch(JdbcClient jdbc, CheckpointCopies copies, Witnesses witnesses, AuditProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.copies = copies;
        this.witnesses = witnesses;
        this.properties = properties;
        this.clock = clock;
    }

    private record Newest(long size, Instant at) {}

    private record Waiting(long count, @Nullable Instant since) {}

    /** As it is now. */
    public LogStatus status() {
        Newest newest = jdbc.sql("select size, at from audit_checkpoint order by size desc limit 1")
                .query((row, number) -> new Newest(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .single();
        Waiting waiting = jdbc.sql("select count(*), min(at) from audit_pending")
                .query((row, number) -> {
                    OffsetDateTime since = row.getObject(2, OffsetDateTime.class);
                    return new Waiting(row.getLong(1), since == null ? null : since.toInstant());
                })
                .single();
        return new LogStatus(newest.size, newest.at, waiting.count, waiting.since, problems(newest, waiting));
    }

    private List<String> problems(Newest newest, Waiting waiting) {
        Instant now = clock.instant();
        Instant latest = now.minus(properties.alertAfter());
        List<String> problems = new ArrayList<>();
        if (waiting.since != null && waiting.since.isBefore(latest)) {
            problems.add(waiting.count + " entries wait for a checkpoint, the oldest since " + waiting.since
                    + ": nothing new reaches the feed.");
        }
        if (newest.at.isAfter(now.plus(SKEW))) {
            problems.add(
                    "The newest checkpoint is of " + newest.at + " and it is " + now + ": the clock was set back.");
        }
        for (CheckpointCopies.Copy copy : copies.copies()) {
            if (copy.problem() != null
                    && (copy.problem().startsWith("forked") || copy.at().isBefore(latest))) {
                problems.add("Checkpoints at " + copy.place() + " stand at size " + copy.size() + " since " + copy.at()
                        + ": " + copy.problem());
            }
        }
        witnesses.problems().forEach((witness, problem) -> problems.add("Witness " + witness + ": " + problem));
        return problems;
    }
}
