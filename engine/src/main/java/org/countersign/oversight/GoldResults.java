package org.countersign.oversight;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.bias.CohenKappa;
import org.countersign.bias.Confidence;
import org.countersign.bias.Interval;
import org.countersign.bias.KrippendorffAlpha;
import org.countersign.bias.Sample;
import org.countersign.bias.WilsonScore;
import org.countersign.review.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What looks have shown: right answers, switches after the model's view, and agreement. */
@Repository
class GoldResults {

    private static final Confidence CONFIDENCE = new Confidence(0.95);
    private static final List<Decision> ANSWERS = List.of(Decision.values());

    private final JdbcClient sql;

    GoldResults(JdbcClient sql) {
        this.sql = sql;
    }

    /** One thing judged twice. */
    record Twice(String kind, String one, Decision first, String other, Decision second) {}

    /** Looks of this person since the last one with a known answer. */
    int since(String person) {
        return sql.sql("""
                        select count(*) from look where person = :person and truth is null and ended_at is not null
                           and ended_at > coalesce((select max(ended_at) from look
                                                     where person = :person and truth is not null), '-infinity')
                        """).param("person", person).query(Integer.class).single();
    }

    /**
     * Every model proposes, so it is right where the answer is to approve. A switch counts where it could go either way:
     * RAIR and RSR of Schemmer and others (IUI 2023).
     */
    ReviewerStatistics.Gold of(String person) {
        return sql.sql("""
                        select count(*) as tasks, count(*) filter (where final = truth) as right_ones,
                          count(*) filter (where truth = 'APPROVE' and blind <> truth) as model_right,
                          count(*) filter (where truth = 'APPROVE' and blind <> truth and final = truth) as relied,
                          count(*) filter (where truth <> 'APPROVE' and blind = truth) as self_right,
                          count(*) filter (where truth <> 'APPROVE' and blind = truth and final = truth) as kept
                          from look where person = :person and truth is not null and ended_at is not null
                        """)
                .param("person", person)
                .query((row, n) -> {
                    Sample right = new Sample(row.getInt("right_ones"), row.getInt("tasks"));
                    return new ReviewerStatistics.Gold(
                            right,
                            right.isEmpty()
                                    ? 0
                                    : WilsonScore.interval(right, CONFIDENCE).low(),
                            new Sample(row.getInt("relied"), row.getInt("model_right")),
                            new Sample(row.getInt("kept"), row.getInt("self_right")));
                })
                .single();
    }

    /** Agreement by sort of suggestion, and of all together under an empty area. */
    List<Agreement> agreement() {
        List<Twice> all = sql.sql("""
                        select kind, decided_by, decision, person, blind from look
                         where truth is null and ended_at is not null and decided_by is not null
                        """)
                .query((row, n) -> new Twice(
                        row.getString("kind"),
                        row.getString("decided_by"),
                        Decision.valueOf(row.getString("decision")),
                        row.getString("person"),
                        Decision.valueOf(row.getString("blind"))))
                .list();
        Map<String, List<Twice>> areas = new TreeMap<>(all.stream().collect(Collectors.groupingBy(Twice::kind)));
        areas.put("", all);
        return areas.entrySet().stream()
                .map(area -> agreement(area.getKey(), area.getValue()))
                .toList();
    }

    static Agreement agreement(String area, List<Twice> units) {
        double alpha = KrippendorffAlpha.of(
                units.stream()
                        .map(unit -> List.of(number(unit.first()), number(unit.second())))
                        .toList(),
                KrippendorffAlpha.Level.NOMINAL);
        Map<List<String>, List<Twice>> byPair = units.stream()
                .collect(Collectors.groupingBy(
                        unit -> List.copyOf(new TreeSet<>(List.of(unit.one(), unit.other()))), Collectors.toList()));
        List<Agreement.Pair> pairs = byPair.entrySet().stream()
                .filter(pair -> pair.getKey().size() == 2 && pair.getValue().size() >= Agreement.SMALLEST)
                .map(pair -> pair(pair.getKey().get(0), pair.getKey().get(1), pair.getValue()))
                .toList();
        return new Agreement(area, units.size(), units.size() < Agreement.SMALLEST ? null : finite(alpha), pairs);
    }

    private static Agreement.Pair pair(String one, String other, List<Twice> units) {
        long[][] table = new long[ANSWERS.size()][ANSWERS.size()];
        for (Twice unit : units) {
            boolean straight = unit.one().equals(one);
            table[ANSWERS.indexOf(straight ? unit.first() : unit.second())][
                    ANSWERS.indexOf(straight ? unit.second() : unit.first())]++;
        }
        CohenKappa kappa = CohenKappa.of(table);
        Interval interval = Double.isNaN(kappa.kappa()) ? null : kappa.interval(CONFIDENCE);
        return new Agreement.Pair(
                one,
                other,
                units.size(),
                finite(kappa.kappa()),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high());
    }

    private static Double number(Decision decision) {
        return (double) ANSWERS.indexOf(decision);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
