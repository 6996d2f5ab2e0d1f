package org.countersign.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Process instances that work for many suggestions at once, one for each batch, group of reviews, slot plan and policy
 * change. What {@link Instances} does for single suggestions: a start of a batch or a group that never happens is noticed,
 * a second one is ended.
 */
@Service
public class BulkProcesses {

    /** Id of the process that gates what came in as one file. */
    public static final String BATCH_SCREENING = "batch-screening";

    /** Id of the process that asks people about a group of reviews. */
    public static final String GROUP_REVIEW = "group-review";

    private final JdbcClient jdbc;
    private final Clock clock;

    BulkProcesses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An instance of one of these processes.
     *
     * @param id of what it works for
     * @param process id of the process in its model
     * @param instanceKey null until its first job came to us
     */
    public record BulkProcess(
            UUID id,
            String process,
            Instant requestedAt,
            @Nullable Long instanceKey,
            @Nullable Integer processVersion,
            boolean ended) {

        static BulkProcess read(ResultSet row, int number) throws SQLException {
            return new BulkProcess(
                    row.getObject("id", UUID.class),
                    row.getString("process"),
                    row.getTimestamp("requested_at").toInstant(),
                    row.getObject("instance_key", Long.class),
                    row.getObject("process_version", Integer.class),
                    row.getTimestamp("ended_at") != null);
        }
    }

    /** Notes that an instance was asked for. Repeating it changes nothing. */
    @Transactional
    public void expect(String process, UUID id) {
        jdbc.sql("insert into bulk_process (id, process, requested_at) values (?, ?, ?) on conflict do nothing")
                .params(id, process, now())
                .update();
    }

    /** @return false if another instance is registered already: the caller is a stray and must end */
    @Transactional
    public boolean register(UUID id, long instanceKey, int processVersion) {
        return jdbc.sql("""
                        update bulk_process set instance_key = :instance, process_version = :version,
                            registered_at = coalesce(registered_at, :now)
                        where id = :id and (instance_key is null or instance_key = :instance)
                        """)
                        .param("instance", instanceKey)
                        .param("version", processVersion)
                        .param("now", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Notes an instance that nobody asked for by this way, or one that takes the place of another. */
    @Transactional
    public void running(String process, UUID id, long instanceKey, int processVersion) {
        jdbc.sql("""
                        insert into bulk_process (id, process, requested_at, instance_key, process_version, registered_at)
                        values (:id, :process, :now, :instance, :version, :now)
                        on conflict (id) do update set instance_key = excluded.instance_key, ended_at = null,
                            process_version = excluded.process_version, registered_at = excluded.registered_at
                        where bulk_process.instance_key is distinct from excluded.instance_key
                        """)
                .param("id", id)
                .param("process", process)
                .param("now", now())
                .param("instance", instanceKey)
                .param("version", processVersion)
                .update();
    }

    /** Notes that nothing more will run for it. */
    @Transactional
    public void ended(UUID id) {
        jdbc.sql("update bulk_process set ended_at = ? where id = ? and ended_at is null")
                .params(now(), id)
                .update();
    }

    /** The starts asked for more than {@code patience} ago that no instance has answered, oldest first. */
    @Transactional(readOnly = true)
    public List<BulkProcess> unanswered(Duration patience, int limit) {
        return jdbc.sql("""
                        select * from bulk_process
                        where instance_key is null and ended_at is null and requested_at < ?
                        order by requested_at limit ?
                        """)
                .params(Timestamp.from(clock.instant().minus(patience)), limit)
                .query(BulkProcess::read)
                .list();
    }

    /** Notes that a start was asked for once more. */
    @Transactional
    public void expectAgain(UUID id) {
        jdbc.sql("update bulk_process set requested_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    /** The instance that works for something; empty if none was asked for. */
    @Transactional(readOnly = true)
    public Optional<BulkProcess> of(UUID id) {
        return jdbc.sql("select * from bulk_process where id = ?")
                .param(id)
                .query(BulkProcess::read)
                .optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
