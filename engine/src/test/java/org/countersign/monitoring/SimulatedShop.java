package org.countersign.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.countersign.bias.ClusterTotals;
import org.countersign.monitoring.StageCounts.OfDay;
import org.countersign.monitoring.StageCounts.Totals;

/**
 * Days of a shop whose stages treat customers as a test says: every customer comes to the model, and whoever a stage lets
 * pass comes to the next.
 */
final class SimulatedShop {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final String[] GROUPS = {"19-24", "25-34", "65+"};

    private final SplittableRandom random;
    private final Map<Stage, Double> rates = new EnumMap<>(Map.of(
            Stage.MODEL, 0.4, Stage.POLICY, 0.9, Stage.HUMAN, 0.7, Stage.ALLOCATION, 0.8, Stage.PUBLICATION, 0.95));
    private final Map<Stage, Double> ratios = new EnumMap<>(Stage.class);
    private final List<OfDay> days = new ArrayList<>();

    SimulatedShop(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Customers of 65+ pass this stage {@code ratio} times as often as all others. */
    SimulatedShop unfairAt(Stage stage, double ratio) {
        ratios.put(stage, ratio);
        return this;
    }

    /** One more day with about so many customers in every group. */
    void live(int customers) {
        LocalDate day = FIRST.plusDays(days.isEmpty() ? 0 : days.getLast().day().toEpochDay() + 1 - FIRST.toEpochDay());
        for (String group : GROUPS) {
            int people = customers / 2 + random.nextInt(customers + 1);
            for (Stage stage : Stage.values()) {
                double ratio = group.equals("65+") ? ratios.getOrDefault(stage, 1.0) : 1;
                double rate = rates.getOrDefault(stage, 0.5) * ratio;
                int passed = 0;
                for (int person = 0; person < people; person++) {
                    passed += random.nextDouble() < rate ? 1 : 0;
                }
                days.add(new OfDay(
                        day, stage, "age", group, new ClusterTotals(people, people, passed, people, passed, passed)));
                people = passed;
            }
        }
    }

    List<OfDay> days() {
        return days;
    }

    Map<Stage, Map<String, Totals>> totals() {
        Map<Stage, Map<String, Totals>> totals = new EnumMap<>(Stage.class);
        days.forEach(day -> totals.computeIfAbsent(day.stage(), stage -> new TreeMap<>())
                .merge(
                        day.group(),
                        new Totals(day.people(), 0, 0),
                        (one, other) -> new Totals(one.people().plus(other.people()), 0, 0)));
        return totals;
    }
}
