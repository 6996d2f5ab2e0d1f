package org.countersign.monitoring;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.bias.ClusterTotals;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sums, read back. */
@Repository
class StageCounts {

    private static final String SUMS = """
            sum(clusters) as clusters, sum(eligible) as eligible, sum(favoured) as favoured,
            sum(eligible_squared) as eligible_squared, sum(product) as product, sum(favoured_squared) as favoured_squared,
            sum(full_price) as full_price, sum(paid_price) as paid_price
            """;

    private final JdbcClient sql;

    StageCounts(JdbcClient sql) {
        this.sql = sql;
    }

    /** Sums of one group at one stage; prices are of the customers at that stage, 0 where none were offered. */
    record Totals(ClusterTotals people, double fullPrice, double paidPrice) {}

    /** Sums of one day. */
    record OfDay(LocalDate day, Stage stage, String attribute, String group, ClusterTotals people) {}

    /** A version of a model. */
    record Model(String name, String version) {}

    Map<Stage, Map<String, Totals>> totals(ChainQuery query) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "from", Date.valueOf(query.from()), "to", Date.valueOf(query.to()), "attribute", query.attribute()));
        StringBuilder where = new StringBuilder("day between :from and :to and attribute = :attribute");
        filter(where, parameters, "model_name", query.model());
        filter(where, parameters, "model_version", query.version());
        filter(where, parameters, "campaign", query.campaign());
        filter(
                where,
                parameters,
                "kind",
                query.kind() == null ? null : query.kind().name());
        Map<Stage, Map<String, Totals>> totals = new EnumMap<>(Stage.class);
        sql.sql("select stage, grp, " + SUMS + " from stage_count where " + where + " group by stage, grp")
                .params(parameters)
                .query(row -> {
                    totals.computeIfAbsent(Stage.valueOf(row.getString("stage")), stage -> new TreeMap<>())
                            .put(
                                    row.getString("grp"),
                                    new Totals(people(row), row.getDouble("full_price"), row.getDouble("paid_price")));
                });
        return totals;
    }

    private static void filter(
            StringBuilder where, Map<String, Object> parameters, String column, @Nullable String value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = :").append(column);
            parameters.put(column, value);
        }
    }

    List<OfDay> days(Model model) {
        return sql.sql("select day, stage, attribute, grp, " + SUMS + """
                          from stage_count where model_name = :name and model_version = :version
                         group by day, stage, attribute, grp order by day
                        """)
                .param("name", model.name())
                .param("version", model.version())
                .query((row, n) -> new OfDay(
                        row.getObject("day", LocalDate.class),
                        Stage.valueOf(row.getString("stage")),
                        row.getString("attribute"),
                        row.getString("grp"),
                        people(row)))
                .list();
    }

    /** Those that something was counted of since {@code day}. */
    List<Model> modelsSince(LocalDate day) {
        return sql.sql("""
                        select distinct model_name, model_version from stage_count where day >= :day
                         order by model_name, model_version
                        """)
                .param("day", Date.valueOf(day))
                .query((row, n) -> new Model(row.getString("model_name"), row.getString("model_version")))
                .list();
    }

    List<String> campaigns(LocalDate from, LocalDate to) {
        return distinct("campaign", from, to);
    }

    List<String> attributes(LocalDate from, LocalDate to) {
        return distinct("attribute", from, to);
    }

    private List<String> distinct(String column, LocalDate from, LocalDate to) {
        return sql.sql("select distinct " + column + " from stage_count where day between :from and :to and " + column
                        + " <> '' order by 1 limit 500")
                .param("from", Date.valueOf(from))
                .param("to", Date.valueOf(to))
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static ClusterTotals people(ResultSet row) throws SQLException {
        return new ClusterTotals(
                row.getDouble("clusters"),
                row.getDouble("eligible"),
                row.getDouble("favoured"),
                row.getDouble("eligible_squared"),
                row.getDouble("product"),
                row.getDouble("favoured_squared"));
    }
}
