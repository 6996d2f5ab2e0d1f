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
 * Process instances that work for many suggestions at once, one for each batch and for each group of reviews. What
 * {@link Operations} does for single suggestions: a start that never happens is noticed, a second one is ended.
 */
@Service
public class BulkProcesses {

    private final JdbcClient jdbc;
    private final Clock clock;

    BulkProcesses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An instance of one of these processes.
     *
     * @param id of the batch or the group
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

    /** The instance that works for a batch or a group; empty if none was asked for. */
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
