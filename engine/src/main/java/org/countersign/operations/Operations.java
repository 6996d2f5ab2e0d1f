package org.countersign.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.countersign.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the process engine works on, as reported by the workers: instances, stalled work, and whether the engine answers.
 * Pages and health checks ask here, because the engine itself cannot be queried over the protocol that all supported
 * versions share, and because they must answer while it is down.
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

    /** Notes that an instance was asked for, so that a start that never happens is noticed. Repeating it changes nothing. */
    @Transactional
    public void expect(String suggestionId, int generation) {
        expectAll(Map.of(suggestionId, generation));
    }

    /**
     * The same for many, each with its generation.
     *
     * @return those of which no instance had been asked for before
     */
    @Transactional
    public Set<String> expectAll(Map<String, Integer> generations) {
        List<Map.Entry<String, Integer>> rows = List.copyOf(new TreeMap<>(generations).entrySet());
        return jdbc
                .sql("""
                        insert into process_instance (suggestion_id, generation, requested_at)
                        select id, generation, ? from unnest(?::uuid[], ?::int[]) as t (id, generation)
                        on conflict do nothing returning suggestion_id
                        """)
                .params(
                        now(),
                        rows.stream().map(row -> UUID.fromString(row.getKey())).toArray(UUID[]::new),
                        rows.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** Those of these suggestions that an instance runs for, or was asked for. */
    @Transactional(readOnly = true)
    public Set<String> runningAmong(Collection<String> suggestionIds) {
        return jdbc
                .sql(
                        "select distinct suggestion_id from process_instance where suggestion_id = any(?) and ended_at is null")
                .param(suggestionIds.stream().map(UUID::fromString).toArray(UUID[]::new))
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /**
     * Registers the process instance of one generation of a suggestion.
     *
     * @return false if another instance is registered for it already: the caller is a stray and must end
     */
    @Transactional
    public boolean register(String suggestionId, int generation, long processInstanceKey, int processVersion) {
        return !registerAll(List.of(new RunningInstance(suggestionId, generation, processInstanceKey, processVersion)))
                .isEmpty();
    }

    /**
     * The same for many, no two of them of one generation of a suggestion.
     *
     * @return the suggestions whose instance is registered; those that are missing have another one already
     */
    @Transactional
    public Set<String> registerAll(List<RunningInstance> instances) {
        return jdbc
                .sql("""
                        insert into process_instance as p
                            (suggestion_id, generation, requested_at, instance_key, process_version, registered_at)
                        select id, generation, :now, instance, version, :now
                        from unnest(:ids::uuid[], :generations::int[], :instances::bigint[], :versions::int[])
                            as t (id, generation, instance, version) order by id
                        on conflict (suggestion_id, generation) do update
                            set instance_key = excluded.instance_key,
                                process_version = excluded.process_version,
                                registered_at = coalesce(p.registered_at, :now)
                            where p.instance_key is null or p.instance_key = excluded.instance_key
                        returning suggestion_id
                        """)
                .param("now", now())
                .param("ids", column(instances, each -> UUID.fromString(each.suggestionId()), UUID[]::new))
                .param("generations", column(instances, RunningInstance::generation, Integer[]::new))
                .param("instances", column(instances, RunningInstance::instanceKey, Long[]::new))
                .param("versions", column(instances, RunningInstance::processVersion, Integer[]::new))
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    private static <C> C[] column(
            List<RunningInstance> instances, Function<RunningInstance, C> column, IntFunction<C[]> generator) {
        return instances.stream().map(column).toArray(generator);
    }

    /**
     * Notes that nothing more will run for a suggestion, in any generation so far, and what stalled for it is not wanted
     * any more. Repeating it changes nothing.
     */
    @Transactional
    public void ended(String suggestionId) {
        endedAll(List.of(suggestionId));
    }

    /** The same for many. */
    @Transactional
    public void endedAll(Collection<String> suggestionIds) {
        jdbc.sql("delete from stalled_work where subject = any(?) and work_key like 'job:%'")
                .param(suggestionIds.stream().map(id -> "suggestion:" + id).toArray(String[]::new))
                .update();
        jdbc.sql("update process_instance set ended_at = ? where suggestion_id = any(?) and ended_at is null")
                .params(now(), suggestionIds.stream().map(UUID::fromString).toArray(UUID[]::new))
                .update();
    }

    /** The starts asked for more than {@code patience} ago that no instance has answered, oldest first. */
    @Transactional(readOnly = true)
    public List<UnansweredStart> unansweredStarts(Duration patience, int limit) {
        return jdbc.sql("""
                        select suggestion_id, generation, requested_at from process_instance
                        where instance_key is null and ended_at is null and requested_at < ?
                        order by requested_at limit ?
                        """)
                .params(Timestamp.from(clock.instant().minus(patience)), limit)
                .query((row, n) -> new UnansweredStart(
                        row.getString("suggestion_id"), row.getInt("generation"), instant(row, "requested_at")))
                .list();
    }

    /** Notes that a start was asked for once more. */
    @Transactional
    public void expectAgain(UnansweredStart start) {
        jdbc.sql("update process_instance set requested_at = ? where suggestion_id = ? and generation = ?")
                .params(now(), UUID.fromString(start.suggestionId()), start.generation())
                .update();
    }

    /** How many instances run on which version of the process, newest version first. */
    @Transactional(readOnly = true)
    public List<VersionCount> instancesByVersion() {
        return jdbc.sql("""
                        select process_version, count(*) as running from process_instance
                        where ended_at is null and instance_key is not null
                        group by process_version order by process_version desc
                        """)
                .query((row, n) -> new VersionCount(row.getInt("process_version"), row.getLong("running")))
                .list();
    }

    /** The instances of a suggestion, one for each generation that has answered, oldest first. */
    @Transactional(readOnly = true)
    public List<ProcessInstance> instancesOf(String suggestionId) {
        return jdbc.sql("""
                        select generation, instance_key, process_version, registered_at, ended_at is not null as ended
                        from process_instance where suggestion_id = ? and instance_key is not null order by generation
                        """)
                .params(UUID.fromString(suggestionId))
                .query((row, n) -> new ProcessInstance(
                        row.getInt("generation"),
                        row.getLong("instance_key"),
                        row.getInt("process_version"),
                        instant(row, "registered_at"),
                        row.getBoolean("ended")))
                .list();
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

    /** The suggestion that a process instance is for: operators know the key from Camunda's own tools. */
    @Transactional(readOnly = true)
    public Optional<String> suggestionOf(long instanceKey) {
        return jdbc.sql("select suggestion_id from process_instance where instance_key = ?")
                .params(instanceKey)
                .query((row, n) -> row.getString("suggestion_id"))
                .optional();
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
