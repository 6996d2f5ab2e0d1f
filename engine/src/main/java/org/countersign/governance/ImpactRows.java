package org.countersign.governance;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countersign.policy.Route;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of impact reports and of what flips in them. */
@Repository
class ImpactRows {

    private static final String READ = """
            select id, from_version, to_version, days, file_name, requested_by, state, total, done, started_at, finished_at,
                   failure, report, report_hash
            from policy_impact
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    ImpactRows(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(ImpactView impact) {
        jdbc.sql("""
                        insert into policy_impact (id, from_version, to_version, days, file_name, requested_by, state, total,
                                                   done, started_at, touched_at)
                        values (:id, :from, :to, :days, :file, :by, 'RUNNING', :total, 0, :at, :at)
                        """)
                .param("id", impact.id().value())
                .param("from", impact.from())
                .param("to", impact.to())
                .param("days", impact.days())
                .param("file", impact.file())
                .param("by", impact.requestedBy())
                .param("total", impact.total())
                .param("at", impact.startedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return false once somebody has cancelled it */
    boolean progress(ImpactId id, long done, Instant now) {
        return jdbc.sql("update policy_impact set done = ?, touched_at = ? where id = ? and state = 'RUNNING'")
                        .params(done, now.atOffset(ZoneOffset.UTC), id.value())
                        .update()
                == 1;
    }

    boolean finish(ImpactId id, byte[] report, long done, Instant now) {
        return jdbc.sql("""
                        update policy_impact set state = 'DONE', report = ?, report_hash = ?, done = ?, touched_at = ?,
                               finished_at = ?
                        where id = ? and state = 'RUNNING'
                        """)
                        .params(
                                report,
                                Sha256.hexOf(report),
                                done,
                                now.atOffset(ZoneOffset.UTC),
                                now.atOffset(ZoneOffset.UTC),
                                id.value())
                        .update()
                == 1;
    }

    boolean end(ImpactId id, ImpactView.State state, @Nullable String failure, Instant now) {
        return jdbc.sql("""
                        update policy_impact set state = :state, failure = :failure, finished_at = :now
                        where id = :id and state = 'RUNNING'
                        """)
                        .param("state", state.name())
                        .param("failure", failure)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Ends those that have not moved since {@code before}: their application has died. */
    int endStalled(Instant before, Instant now) {
        return jdbc.sql("""
                        update policy_impact set state = 'FAILED', finished_at = ?,
                               failure = 'The application stopped while it ran. Start it again.'
                        where state = 'RUNNING' and touched_at < ?
                        """)
                .params(now.atOffset(ZoneOffset.UTC), before.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<ImpactView> find(ImpactId id) {
        return jdbc.sql(READ + "where id = ?")
                .param(id.value())
                .query(ImpactRows::view)
                .optional();
    }

    /** All between two versions, newest first. */
    List<ImpactView> between(String from, String to) {
        return jdbc.sql(READ + "where from_version = ? and to_version = ? order by started_at desc limit 50")
                .params(from, to)
                .query(ImpactRows::view)
                .list();
    }

    void insert(ImpactId impact, int first, List<Flip> flips) {
        int[] number = {first};
        template.batchUpdate("""
                insert into policy_flip (impact, number, suggestion, revision, screened_at, kind, markets, channels, segment,
                                         from_route, to_route, rules, live, before_window)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, flips, 1000, (statement, flip) -> {
            statement.setObject(1, impact.value());
            statement.setInt(2, number[0]++);
            statement.setObject(3, flip.suggestion().value());
            statement.setInt(4, flip.revision());
            statement.setObject(5, flip.at().atOffset(ZoneOffset.UTC));
            statement.setString(6, flip.kind());
            statement.setArray(7, texts(statement.getConnection(), flip.markets()));
            statement.setArray(8, texts(statement.getConnection(), flip.channels()));
            statement.setString(9, flip.segment());
            statement.setString(10, flip.from().name());
            statement.setString(11, flip.to().name());
            statement.setArray(12, texts(statement.getConnection(), flip.rules()));
            statement.setBoolean(13, flip.live());
            statement.setBoolean(14, flip.beforeWindow());
        });
    }

    private static Array texts(java.sql.Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /**
     * Flips in the order of their decisions.
     *
     * @param after number of the last one seen; 0 for the first page
     */
    List<Numbered> flips(ImpactId impact, FlipFilter filter, int after, int limit) {
        return jdbc.sql("""
                        select * from policy_flip
                        where impact = :impact and number > :after
                          and (:from::text is null or from_route = :from)
                          and (:to::text is null or to_route = :to)
                          and (:kind::text is null or kind = :kind)
                          and (:market::text is null or :market = any(markets))
                          and (:channel::text is null or :channel = any(channels))
                          and (:segment::text is null or segment = :segment)
                          and (:rule::text is null or :rule = any(rules))
                          and (not :live or live)
                        order by number limit :limit
                        """)
                .param("impact", impact.value())
                .param("after", after)
                .param("from", filter.from() == null ? null : filter.from().name())
                .param("to", filter.to() == null ? null : filter.to().name())
                .param("kind", filter.kind())
                .param("market", filter.market())
                .param("channel", filter.channel())
                .param("segment", filter.segment())
                .param("rule", filter.rule())
                .param("live", filter.liveOnly())
                .param("limit", limit)
                .query((row, index) -> new Numbered(row.getInt("number"), flip(row)))
                .list();
    }

    /** A flip with its place in the report. */
    record Numbered(int number, Flip flip) {}

    private static Flip flip(ResultSet row) throws SQLException {
        return new Flip(
                new SuggestionId(EditRows.uuid(row, "suggestion")),
                row.getInt("revision"),
                EditRows.instant(row, "screened_at"),
                row.getString("kind"),
                texts(row, "markets"),
                texts(row, "channels"),
                row.getString("segment"),
                Route.valueOf(row.getString("from_route")),
                Route.valueOf(row.getString("to_route")),
                texts(row, "rules"),
                row.getBoolean("live"),
                row.getBoolean("before_window"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = Objects.requireNonNull(row.getArray(column));
        return List.of((String[]) array.getArray());
    }

    private static ImpactView view(ResultSet row, int number) throws SQLException {
        byte[] report = row.getBytes("report");
        return new ImpactView(
                new ImpactId(EditRows.uuid(row, "id")),
                row.getString("from_version"),
                row.getString("to_version"),
                row.getObject("days", Integer.class),
                row.getString("file_name"),
                row.getString("requested_by"),
                ImpactView.State.valueOf(row.getString("state")),
                row.getLong("total"),
                row.getLong("done"),
                EditRows.instant(row, "started_at"),
                EditRows.instantOrNull(row, "finished_at"),
                row.getString("failure"),
                report == null
                        ? null
                        : Json.MAPPER.readValue(new String(report, StandardCharsets.UTF_8), ImpactReport.class),
                row.getString("report_hash"));
    }
}
