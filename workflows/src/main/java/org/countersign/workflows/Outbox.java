package org.countersign.workflows;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The commands that wait for the process engine. Adding one is part of the transaction that causes it: either both
 * happen or neither does, whether the engine is up or not.
 */
@Repository
class Outbox {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OutboxSignal signal;

    Outbox(JdbcClient jdbc, Clock clock, OutboxSignal signal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.signal = signal;
    }

    /** Adds a command behind the others of its lane. The poller is woken when the transaction has committed. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(String lane, Command command) {
        addAll(List.of(new Addressed(lane, command)));
    }

    /** The same for many, in their order. */
    @Transactional(propagation = Propagation.MANDATORY)
    void addAll(List<Addressed> commands) {
        List<Line> lines = commands.stream().map(Addressed::line).toList();
        jdbc.sql("""
                insert into outbox_command (lane, kind, urgent, message_name, correlation_key, message_id, job_key,
                                            variables, created_at, due_at)
                select lane, kind, urgent, name, correlation, message, job, variables::jsonb, :now, :now
                from unnest(:lanes::text[], :kinds::text[], :urgent::boolean[], :names::text[], :correlations::text[],
                        :messages::text[], :jobs::bigint[], :variables::text[]) with ordinality
                    as t (lane, kind, urgent, name, correlation, message, job, variables, place) order by place
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("lanes", lines.stream().map(Line::lane).toArray(String[]::new))
                .param("kinds", lines.stream().map(Line::kind).toArray(String[]::new))
                .param("urgent", lines.stream().map(Line::urgent).toArray(Boolean[]::new))
                .param("names", texts(lines, Line::messageName))
                .param("correlations", texts(lines, Line::correlationKey))
                .param("messages", texts(lines, Line::messageId))
                .param("jobs", jobKeys(lines))
                .param("variables", lines.stream().map(Line::variables).toArray(String[]::new))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.wake();
            }
        });
    }

    private static @Nullable String[] texts(List<Line> lines, Function<Line, @Nullable String> column) {
        @Nullable String[] texts = new String[lines.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(lines.get(i));
        }
        return texts;
    }

    private static @Nullable Long[] jobKeys(List<Line> lines) {
        @Nullable Long[] keys = new Long[lines.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = lines.get(i).jobKey();
        }
        return keys;
    }

    /** A command and the lane it keeps its order in. */
    record Addressed(String lane, Command command) {

        private Line line() {
            return switch (command) {
                case Command.Message message ->
                    new Line(
                            lane,
                            "MESSAGE",
                            message.urgent(),
                            message.name(),
                            message.correlationKey(),
                            message.id(),
                            null,
                            Json.MAPPER.writeValueAsString(message.variables()));
                case Command.Completion completion ->
                    new Line(
                            lane,
                            "COMPLETION",
                            completion.urgent(),
                            null,
                            null,
                            null,
                            completion.jobKey(),
                            Json.MAPPER.writeValueAsString(completion.variables()));
                case Command.Reactivation reactivation ->
                    new Line(
                            lane, "REACTIVATION", reactivation.urgent(), null, null, null, reactivation.jobKey(), "{}");
                case Command.Cancellation cancellation ->
                    new Line(
                            lane,
                            "CANCELLATION",
                            cancellation.urgent(),
                            null,
                            null,
                            null,
                            cancellation.instanceKey(),
                            "{}");
            };
        }
    }

    /** The same as a row. */
    private record Line(
            String lane,
            String kind,
            boolean urgent,
            @Nullable String messageName,
            @Nullable String correlationKey,
            @Nullable String messageId,
            @Nullable Long jobKey,
            String variables) {}

    /** Whether a completion of this job waits to be sent: then nothing more is to be done for it. */
    @Transactional(readOnly = true)
    boolean completes(long jobKey) {
        return jdbc.sql("select exists (select 1 from outbox_command where job_key = ? and kind = 'COMPLETION')")
                .params(jobKey)
                .query(Boolean.class)
                .single();
    }

    /** How many commands wait. */
    @Transactional(readOnly = true)
    long size() {
        return jdbc.sql("select count(*) from outbox_command").query(Long.class).single();
    }

    /**
     * Takes the commands that may be sent now, at most one of each lane, and keeps them from every other poller until
     * the transaction ends. What a person did and what concerns many comes before messages about single suggestions.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<WaitingCommand> take(int limit) {
        return jdbc.sql("""
                        select c.id, c.lane, c.kind, c.message_name, c.correlation_key, c.message_id, c.job_key,
                               c.variables::text as variables, c.attempts
                        from outbox_command c
                        where c.due_at <= ?
                          and not exists (select 1 from outbox_command e where e.lane = c.lane and e.id < c.id)
                        order by c.urgent desc, c.id
                        limit ?
                        for update of c skip locked
                        """)
                .params(Timestamp.from(clock.instant()), limit)
                .query(WaitingCommand::read)
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void delete(List<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from outbox_command where id in (:ids)")
                    .param("ids", ids)
                    .update();
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void postpone(long id, Instant until) {
        jdbc.sql("update outbox_command set due_at = ?, attempts = attempts + 1 where id = ?")
                .params(Timestamp.from(until), id)
                .update();
    }

    /** Has a command that was postponed sent at once. */
    @Transactional
    void hasten(long id) {
        jdbc.sql("update outbox_command set due_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        signal.wake();
    }
}
