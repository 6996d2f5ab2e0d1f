package org.countersign.governance;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.countersign.governance.Judge.Judged;
import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what candidates said in the shadow. */
@Repository
class ShadowRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    ShadowRows(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(ChangeId change, String version, List<Judged> judged) {
        template.batchUpdate("""
                insert into policy_shadow (change, to_version, decision, suggestion, screened_at, from_route, to_route, rules)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """, judged, 1000, (statement, one) -> {
            statement.setObject(1, change.value());
            statement.setString(2, version);
            statement.setLong(3, one.decision().seq());
            statement.setObject(4, one.decision().suggestion().value());
            statement.setObject(5, one.decision().at().atOffset(ZoneOffset.UTC));
            statement.setString(6, one.before().name());
            statement.setString(7, one.after().name());
            statement.setArray(
                    8,
                    statement.getConnection().createArrayOf("text", one.rules().toArray()));
        });
    }

    /** The newest decision this candidate has judged; 0 for none. */
    long last(ChangeId change, String version) {
        return jdbc.sql("select coalesce(max(decision), 0) from policy_shadow where change = ? and to_version = ?")
                .params(change.value(), version)
                .query(Long.class)
                .single();
    }

    long count(ChangeId change, String version) {
        return jdbc.sql("select count(*) from policy_shadow where change = ? and to_version = ?")
                .params(change.value(), version)
                .query(Long.class)
                .single();
    }

    List<ShadowView.Turn> turns(ChangeId change, String version) {
        return jdbc.sql("""
                        select from_route, to_route, count(*) as count from policy_shadow
                        where change = ? and to_version = ? and from_route <> to_route
                        group by from_route, to_route order by count desc
                        """)
                .params(change.value(), version)
                .query((row, number) -> new ShadowView.Turn(
                        Route.valueOf(row.getString("from_route")),
                        Route.valueOf(row.getString("to_route")),
                        row.getLong("count")))
                .list();
    }

    List<ShadowView.Difference> recent(ChangeId change, String version, int limit) {
        return jdbc.sql("""
                        select suggestion, screened_at, from_route, to_route, rules from policy_shadow
                        where change = ? and to_version = ? and from_route <> to_route order by decision desc limit ?
                        """)
                .params(change.value(), version, limit)
                .query(ShadowRows::difference)
                .list();
    }

    private static ShadowView.Difference difference(ResultSet row, int number) throws SQLException {
        Array rules = Objects.requireNonNull(row.getArray("rules"));
        return new ShadowView.Difference(
                new SuggestionId(EditRows.uuid(row, "suggestion")),
                EditRows.instant(row, "screened_at"),
                Route.valueOf(row.getString("from_route")),
                Route.valueOf(row.getString("to_route")),
                List.of((String[]) rules.getArray()));
    }
}
