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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The process instances of single suggestions, as reported by the workers; {@link BulkProcesses} has those that work for
 * many. One row for each time a suggestion is gated is also the guard against a second instance.
 */
@Service
public class Instances {

    /** Id of the process that gates one suggestion. */
    public static final String LIFECYCLE = "suggestion-lifecycle";

    private static final int LONGEST_REASON = 2_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;

    Instances(JdbcClient jdbc, Clock clock, AuditEntries log, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.log = log;
        this.events = events;
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
                            where p.instance_key = excluded.instance_key
                               or p.instance_key is null and p.replaced_key is distinct from excluded.instance_key
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

    /** How many instances run on which version of which process, by process and newest version first. */
    @Transactional(readOnly = true)
    public List<VersionCount> instancesByVersion() {
        return jdbc.sql("""
                        select :lifecycle as process, process_version, count(*) as running from process_instance
                        where ended_at is null and instance_key is not null group by process_version
                        union all
                        select process, process_version, count(*) from bulk_process
                        where ended_at is null and instance_key is not null group by process, process_version
                        order by 1, 2 desc
                        """)
                .param("lifecycle", LIFECYCLE)
                .query((row, n) -> new VersionCount(
                        row.getString("process"), row.getInt("process_version"), row.getLong("running")))
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

    /** The suggestion that a process instance is for: operators know the key from Camunda's own tools. */
    @Transactional(readOnly = true)
    public Optional<String> suggestionOf(long instanceKey) {
        return jdbc.sql("select suggestion_id from process_instance where instance_key = ?")
                .params(instanceKey)
                .query((row, n) -> row.getString("suggestion_id"))
                .optional();
    }

    /**
     * Gives a suggestion a new process instance in place of the one that does not move: that one is ended, and the new one
     * goes on from where the suggestion stands.
     *
     * @throws Refusal.Invalid without a reason, or with one of more than 2,000 characters
     * @throws Refusal.Conflict if no instance was asked for, or it has ended
     */
    @Transactional
    public void restart(Actor by, String suggestionId, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Refusal.Invalid(
                    "A process is not restarted without a reason.",
                    List.of(new FieldError(
                            "/reason", "Write why, in at most " + LONGEST_REASON + " characters; auditors read it.")));
        }
        Running running = jdbc.sql("""
                        select generation, coalesce(instance_key, 0) as instance_key from process_instance
                        where suggestion_id = ? and ended_at is null order by generation desc limit 1 for update
                        """)
                .param(UUID.fromString(suggestionId))
                .query((row, n) -> new Running(row.getInt("generation"), row.getLong("instance_key")))
                .optional()
                .orElseThrow(() -> new Refusal.Conflict(
                        "no-process",
                        "No process runs for suggestion " + suggestionId + ", so none can be restarted."));
        jdbc.sql("""
                        update process_instance set requested_at = ?, instance_key = null, process_version = null,
                            registered_at = null, replaced_key = coalesce(instance_key, replaced_key)
                        where suggestion_id = ? and generation = ?
                        """)
                .params(now(), UUID.fromString(suggestionId), running.generation())
                .update();
        String subject = "suggestion:" + suggestionId;
        jdbc.sql("delete from stalled_work where subject = ? and work_key like 'job:%'")
                .param(subject)
                .update();
        EntryId entry = log.append(NewEntry.of(
                        EntryType.PROCESS_RESTARTED,
                        subject,
                        by,
                        Map.of("instance", String.valueOf(running.key()), "generation", "" + running.generation()))
                .withPayload(Json.MAPPER.createObjectNode().put("reason", reason.strip())));
        events.publishEvent(new RestartRequested(suggestionId, running.generation(), running.key(), entry.toString()));
    }

    /** @param key 0 while no instance has answered */
    private record Running(int generation, long key) {}

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
