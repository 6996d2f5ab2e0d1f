package org.countersign.bias;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Agreement of any number of raters who need not all rate everything (Krippendorff, Content Analysis): 1 minus observed
 * over expected disagreement. 1 is perfect, 0 chance; Krippendorff relies on 0.8 and more, and on 0.667 tentatively.
 */
public final class KrippendorffAlpha {

    /** Lowest value that is relied on. */
    public static final double RELIABLE = 0.8;

    /** Lowest value for tentative conclusions. */
    public static final double TENTATIVE = 0.667;

    private KrippendorffAlpha() {}

    /** What two different values mean. */
    public enum Level {
        /** They differ, no matter which. */
        NOMINAL,
        /** They differ by how many ratings lie between them. */
        ORDINAL,
        /** They differ by their difference. */
        INTERVAL,
        /** They differ by their difference relative to their sum. */
        RATIO
    }

    /**
     * Alpha of these units.
     *
     * @param units the ratings each got, in any order; a unit with fewer than two says nothing
     * @return NaN where nothing was rated twice, or all ratings are one value: then there is nothing to tell apart
     */
    public static double of(Collection<List<Double>> units, Level level) {
        TreeMap<Double, Double> used = new TreeMap<>();
        double all = 0;
        for (List<Double> unit : units) {
            if (unit.size() > 1) {
                unit.forEach(value -> used.merge(value, 1.0, Double::sum));
                all += unit.size();
            }
        }
        double observed = 0;
        for (List<Double> unit : units) {
            double disagreement = 0;
            for (int one = 0; one < unit.size(); one++) {
                for (int other = one + 1; other < unit.size(); other++) {
                    disagreement += 2 * distance(unit.get(one), unit.get(other), level, used);
                }
            }
            observed += unit.size() > 1 ? disagreement / (unit.size() - 1) : 0;
        }
        double expected = 0;
        for (var one : used.entrySet()) {
            for (var other : used.entrySet()) {
                expected += one.getValue() * other.getValue() * distance(one.getKey(), other.getKey(), level, used);
            }
        }
        return 1 - (all - 1) * observed / expected;
    }

    private static double distance(double one, double other, Level level, NavigableMap<Double, Double> used) {
        if (one == other) {
            return 0;
        }
        double distance = switch (level) {
            case NOMINAL -> 1;
            case INTERVAL -> one - other;
            case RATIO -> (one - other) / (one + other);
            case ORDINAL -> between(Math.min(one, other), Math.max(one, other), used);
        };
        return distance * distance;
    }

    private static double between(double low, double high, NavigableMap<Double, Double> used) {
        Collection<Double> counts = used.subMap(low, true, high, true).values();
        double ends = used.getOrDefault(low, 0.0) + used.getOrDefault(high, 0.0);
        return counts.stream().mapToDouble(Double::doubleValue).sum() - ends / 2;
    }
}
