package org.countersign.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.countersign.bias.ClusterTotals;
import org.countersign.bias.Cusum;
import org.countersign.bias.GapEvidence;
import org.countersign.bias.Multiplicity;
import org.countersign.bias.RateComparison;
import org.countersign.bias.Sample;
import org.countersign.monitoring.StageCounts.OfDay;

/**
 * When a model version's record is reason for alarm. Every group at every stage is compared with the largest group, in two
 * ways that may both be looked at as often as one likes: evidence since the beginning (an e-process, corrected over all
 * groups and stages by e-BH), and drift (a CUSUM of daily shortfalls, its limit set so that all of them together raise a
 * false alarm in a year no more often than stated).
 *
 * @param tolerance smallest ratio of rates that is tolerated; its reciprocal is the largest
 * @param falseAlarms above 0 and below 1
 */
record AlarmRule(double tolerance, double falseAlarms) {

    private static final int DAYS_OF_A_YEAR = 365;

    /** Independent customers that a comparison takes, on either side. */
    private static final int SMALLEST = Chain.SMALLEST_JUDGED;

    /** Favoured and passed over customers expected on either side, before a day's shortfall is near enough to normal. */
    private static final double SMALLEST_EXPECTED = 5;

    /** What gave the alarm. */
    enum Sign {
        EVIDENCE,
        DRIFT
    }

    /** A stage by one attribute. */
    private record Place(Stage stage, String attribute) {}

    /**
     * A reason for alarm.
     *
     * @param group the one that fares worse
     * @param better the one it was compared with
     * @param strength natural logarithm of the e-value, or the sum over its limit
     */
    record Reason(
            Stage stage,
            String attribute,
            String group,
            String better,
            Sign sign,
            Sample people,
            Sample others,
            double strength) {}

    /** One group against the largest. */
    private record Pair(
            Place place, String group, String largest, Sample people, Sample others, double evidence, double drift) {}

    /** The reasons in this record, one for each group and stage at most. */
    List<Reason> reasons(List<OfDay> days) {
        Map<Place, TreeMap<String, TreeMap<LocalDate, ClusterTotals>>> places = new LinkedHashMap<>();
        for (OfDay day : days) {
            if (!day.group().contains("unknown")) {
                places.computeIfAbsent(new Place(day.stage(), day.attribute()), place -> new TreeMap<>())
                        .computeIfAbsent(day.group(), group -> new TreeMap<>())
                        .merge(day.day(), day.people(), ClusterTotals::plus);
            }
        }
        int series =
                places.values().stream().mapToInt(groups -> groups.size() - 1).sum();
        Cusum cusum = new Cusum(0, Cusum.STANDARD.allowance(), limit(2 * series));
        List<Pair> pairs = new ArrayList<>();
        places.forEach((place, groups) -> largest(groups)
                .ifPresent(reference -> groups.keySet().stream()
                        .filter(group -> !group.equals(reference))
                        .forEach(group -> pairs.add(pair(
                                place,
                                group,
                                reference,
                                Objects.requireNonNull(groups.get(group)),
                                Objects.requireNonNull(groups.get(reference)),
                                cusum)))));
        boolean[] rejected = Multiplicity.eBenjaminiHochberg(
                pairs.stream().mapToDouble(Pair::evidence).toArray(), falseAlarms);
        Map<List<Object>, Reason> reasons = new LinkedHashMap<>();
        for (int index = 0; index < rejected.length; index++) {
            Pair pair = pairs.get(index);
            if (rejected[index] || pair.drift() > 1) {
                Reason reason = rejected[index]
                        ? reason(pair, Sign.EVIDENCE, pair.evidence())
                        : reason(pair, Sign.DRIFT, pair.drift());
                reasons.merge(
                        List.of(reason.stage(), reason.attribute(), reason.group()),
                        reason,
                        (one, other) -> one.sign().compareTo(other.sign()) <= 0 ? one : other);
            }
        }
        return List.copyOf(reasons.values());
    }

    private static Reason reason(Pair pair, Sign sign, double strength) {
        Place place = pair.place();
        return pair.people().rate() <= pair.others().rate()
                ? new Reason(
                        place.stage(),
                        place.attribute(),
                        pair.group(),
                        pair.largest(),
                        sign,
                        pair.people(),
                        pair.others(),
                        strength)
                : new Reason(
                        place.stage(),
                        place.attribute(),
                        pair.largest(),
                        pair.group(),
                        sign,
                        pair.others(),
                        pair.people(),
                        strength);
    }

    /** The largest group at the stage: its choice does not depend on how the stage treats anybody. */
    private static Optional<String> largest(Map<String, TreeMap<LocalDate, ClusterTotals>> groups) {
        return groups.entrySet().stream()
                .max(Comparator.comparingDouble(group -> total(group.getValue()).eligible()))
                .map(Map.Entry::getKey)
                .filter(reference -> groups.size() > 1);
    }

    private Pair pair(
            Place place,
            String group,
            String largest,
            Map<LocalDate, ClusterTotals> days,
            Map<LocalDate, ClusterTotals> reference,
            Cusum cusum) {
        Sample people = total(days).effective();
        Sample others = total(reference).effective();
        boolean large = people.eligible() >= SMALLEST && others.eligible() >= SMALLEST;
        return new Pair(
                place,
                group,
                largest,
                people,
                others,
                large ? new GapEvidence(tolerance).log(people, others) : 0,
                drift(days, reference, cusum));
    }

    private double drift(Map<LocalDate, ClusterTotals> days, Map<LocalDate, ClusterTotals> reference, Cusum cusum) {
        List<Double> below = new ArrayList<>();
        List<Double> above = new ArrayList<>();
        ClusterTotals people = ClusterTotals.NONE;
        ClusterTotals others = ClusterTotals.NONE;
        TreeMap<LocalDate, ClusterTotals> all = new TreeMap<>(days);
        all.putAll(reference);
        for (LocalDate day : all.keySet()) {
            people = people.plus(days.getOrDefault(day, ClusterTotals.NONE));
            others = others.plus(reference.getOrDefault(day, ClusterTotals.NONE));
            Sample one = people.effective();
            Sample other = others.effective();
            if (isNearlyNormal(one, other)) {
                below.add(RateComparison.shortfall(one, other, tolerance));
                above.add(RateComparison.shortfall(other, one, tolerance));
                people = ClusterTotals.NONE;
                others = ClusterTotals.NONE;
            }
        }
        return Math.max(highest(below, cusum), highest(above, cusum)) / cusum.limit();
    }

    private static boolean isNearlyNormal(Sample one, Sample other) {
        if (one.eligible() < SMALLEST || other.eligible() < SMALLEST) {
            return false;
        }
        double rate = one.plus(other).rate();
        double fewest = Math.min(one.eligible(), other.eligible()) * Math.min(rate, 1 - rate);
        return fewest >= SMALLEST_EXPECTED;
    }

    private static double highest(List<Double> shortfalls, Cusum cusum) {
        return cusum.steps(shortfalls.stream().mapToDouble(Double::doubleValue).toArray()).stream()
                .mapToDouble(Cusum.Step::high)
                .max()
                .orElse(0);
    }

    private static ClusterTotals total(Map<LocalDate, ClusterTotals> days) {
        return days.values().stream().reduce(ClusterTotals.NONE, ClusterTotals::plus);
    }

    /**
     * The CUSUM limit with which so many one-sided series of a year together raise a false alarm as often as stated:
     * Siegmund's approximation of the average run length, (exp(b) − b − 1) / 0.5 with b = limit + 1.166 and the allowance
     * 0.5 (Siegmund, Sequential Analysis, 1985).
     */
    double limit(int series) {
        double runLength = Math.max(1, series) * DAYS_OF_A_YEAR / falseAlarms;
        double low = 0;
        double high = 100;
        for (int step = 0; step < 60; step++) {
            double b = (low + high) / 2;
            if ((Math.exp(b) - b - 1) / 0.5 < runLength) {
                low = b;
            } else {
                high = b;
            }
        }
        return Math.max(1, high - 1.166);
    }
}
