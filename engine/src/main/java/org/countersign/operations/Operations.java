package org.countersign.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the work with the process engine goes, as reported by the workers: what is stalled and why, and whether the engine
 * answers. Pages and health checks ask here and {@link Instances}, because the engine itself cannot be queried over the
 * protocol that all supported versions share, and because they must answer while it is down.
 */
@Service
public class Operations {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final AtomicReference<EngineStatus> engine;
    private final Map<String, Diagram> diagrams = new ConcurrentHashMap<>();

    Operations(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.engine = new AtomicReference<>(EngineStatus.unknown(clock.instant()));
    }

    /**
     * Notes that a piece of work failed.
     *
     * @return the same with its number of attempts and the time of the next one
     */
    @Transactional
    public StalledWork stalled(FailedWork work, RetryPlan plan) {
        int attempts = jdbc.sql("select attempts from stalled_work where work_key = ? for update")
                        .params(work.key())
                        .query(Integer.class)
                        .optional()
                        .orElse(0)
                + 1;
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into stalled_work (work_key, kind, subject, reason, attempts,
                                                  first_failed_at, last_failed_at, next_attempt_at)
                        values (:key, :kind, :subject, :reason, :attempts, :now, :now, :next)
                        on conflict (work_key) do update
                            set reason = :reason, attempts = :attempts, last_failed_at = :now, next_attempt_at = :next
                        returning *
                        """)
                .param("key", work.key())
                .param("kind", work.kind())
                .param("subject", work.subject())
                .param("reason", work.reason())
                .param("attempts", attempts)
                .param("now", Timestamp.from(now))
                .param("next", Timestamp.from(now.plus(plan.delayAfter(attempts))))
                .query(Operations::stalledWork)
                .single();
    }

    /** Notes that a piece of work succeeded, or is not wanted any more. Most work never failed: then nothing changes. */
    @Transactional
    public void cleared(String workKey) {
        clearedAll(List.of(workKey));
    }

    /** The same for many. */
    @Transactional
    public void clearedAll(Collection<String> workKeys) {
        jdbc.sql("delete from stalled_work where work_key = any(?)")
                .param(workKeys.toArray(String[]::new))
                .update();
    }

    /** Notes that the jobs that stalled for {@code subject} were taken away by what happened to it. */
    @Transactional
    public void overtaken(String subject) {
        jdbc.sql("delete from stalled_work where subject = ? and work_key like 'job:%'")
                .params(subject)
                .update();
    }

    /** Work that failed and waits for its next attempt, oldest first. */
    @Transactional(readOnly = true)
    public List<StalledWork> stalledWork(int limit) {
        return jdbc.sql("select * from stalled_work order by first_failed_at, work_key limit ?")
                .params(limit)
                .query(Operations::stalledWork)
                .list();
    }

    /** The same of one thing, for example {@code suggestion:<id>}. */
    @Transactional(readOnly = true)
    public List<StalledWork> stalledWorkOf(String subject) {
        return jdbc.sql("select * from stalled_work where subject = ? order by first_failed_at, work_key")
                .params(subject)
                .query(Operations::stalledWork)
                .list();
    }

    /** How much work waits for its next attempt. */
    @Transactional(readOnly = true)
    public long stalledCount() {
        return jdbc.sql("select count(*) from stalled_work").query(Long.class).single();
    }

    /**
     * Has a piece of stalled work attempted again now.
     *
     * @throws Refusal.NotFound if it is not stalled, perhaps no longer
     */
    @Transactional
    public void retry(String workKey) {
        int known = jdbc.sql("update stalled_work set next_attempt_at = ? where work_key = ?")
                .params(now(), workKey)
                .update();
        if (known == 0) {
            throw new Refusal.NotFound("stalled work", workKey);
        }
        events.publishEvent(new RetryRequested(workKey));
    }

    /** Takes the newest word on whether the engine answers. */
    public void report(EngineStatus status) {
        engine.set(status);
    }

    /** Takes the drawing of a process model, of the newest version. */
    public void describe(Diagram diagram) {
        diagrams.put(diagram.processId(), diagram);
    }

    /** The drawing of a process model; empty where nothing runs such processes. */
    public Optional<Diagram> diagram(String processId) {
        return Optional.ofNullable(diagrams.get(processId));
    }

    /** The newest word on whether the engine answers. */
    public EngineStatus engine() {
        return engine.get();
    }

    private static StalledWork stalledWork(ResultSet row, int number) throws SQLException {
        return new StalledWork(
                row.getString("work_key"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("reason"),
                row.getInt("attempts"),
                instant(row, "first_failed_at"),
                instant(row, "last_failed_at"),
                instant(row, "next_attempt_at"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
