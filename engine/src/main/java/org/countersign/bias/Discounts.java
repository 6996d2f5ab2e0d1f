package org.countersign.bias;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What prices do to groups. The raw rate and depth say who gets how much off; the matched gap compares the same article
 * at the same time only, since groups whose baskets differ can differ in the one and not in the other. Both are shown.
 *
 * @param lines sold or offered
 */
public record Discounts(List<Line> lines) {

    public Discounts {
        lines = List.copyOf(lines);
    }

    /**
     * One article for one customer.
     *
     * @param stratum what makes prices comparable, for example article and week
     * @param customer repeated rows of one customer count as one cluster
     * @param full price without the discount, 0 or more
     * @param paid 0 to {@code full}
     */
    public record Line(String group, String stratum, String customer, double full, double paid) {

        public Line {
            if (!(paid >= 0 && full >= paid && Double.isFinite(full))) {
                throw new IllegalArgumentException("A line cannot cost " + paid + " of " + full + ".");
            }
        }

        boolean isDiscounted() {
            return paid < full;
        }
    }

    /**
     * The lines of one group.
     *
     * @param rate discounted lines of all, the rows of a customer clustered
     * @param depth money taken off, of the full price, 0 to 1; NaN where there is none
     */
    public record OfGroup(ClusterTotals rate, double depth) {}

    /** Every group, in order of appearance. */
    public Map<String, OfGroup> byGroup() {
        Map<String, Map<String, long[]>> customers = new LinkedHashMap<>();
        Map<String, double[]> money = new LinkedHashMap<>();
        for (Line line : lines) {
            long[] rows = customers
                    .computeIfAbsent(line.group(), group -> new LinkedHashMap<>())
                    .computeIfAbsent(line.customer(), customer -> new long[2]);
            rows[0]++;
            rows[1] += line.isDiscounted() ? 1 : 0;
            double[] sums = money.computeIfAbsent(line.group(), group -> new double[2]);
            sums[0] += line.full();
            sums[1] += line.full() - line.paid();
        }
        Map<String, OfGroup> groups = new LinkedHashMap<>();
        money.forEach((group, sums) -> groups.put(
                group,
                new OfGroup(
                        customers.getOrDefault(group, Map.of()).values().stream()
                                .map(rows -> ClusterTotals.of((double) rows[0], (double) rows[1]))
                                .reduce(ClusterTotals.NONE, ClusterTotals::plus),
                        sums[1] / sums[0])));
        return groups;
    }

    /** The odds of a discount for {@code group} against {@code reference}, within strata. */
    public MantelHaenszel matched(String group, String reference) {
        Map<String, long[]> strata = new LinkedHashMap<>();
        for (Line line : lines) {
            int side = line.group().equals(group) ? 0 : line.group().equals(reference) ? 2 : -1;
            if (side >= 0) {
                long[] counts = strata.computeIfAbsent(line.stratum(), stratum -> new long[4]);
                counts[side]++;
                counts[side + 1] += line.isDiscounted() ? 1 : 0;
            }
        }
        List<MantelHaenszel.Stratum> matched = new ArrayList<>();
        strata.values()
                .forEach(counts -> matched.add(new MantelHaenszel.Stratum(
                        new Sample(counts[1], counts[0]), new Sample(counts[3], counts[2]))));
        return new MantelHaenszel(matched);
    }

    /**
     * Mean difference of what {@code group} pays and what {@code reference} pays for the same, in money per line, each
     * stratum weighted by n1·n2/(n1 + n2); above 0 the group pays more. NaN where nothing is comparable.
     */
    public double matchedPriceGap(String group, String reference) {
        Map<String, double[]> strata = new LinkedHashMap<>();
        for (Line line : lines) {
            int side = line.group().equals(group) ? 0 : line.group().equals(reference) ? 2 : -1;
            if (side >= 0) {
                double[] sums = strata.computeIfAbsent(line.stratum(), stratum -> new double[4]);
                sums[side]++;
                sums[side + 1] += line.paid();
            }
        }
        double gap = 0;
        double weights = 0;
        for (double[] sums : strata.values()) {
            if (sums[0] > 0 && sums[2] > 0) {
                double weight = sums[0] * sums[2] / (sums[0] + sums[2]);
                gap += weight * (sums[1] / sums[0] - sums[3] / sums[2]);
                weights += weight;
            }
        }
        return gap / weights;
    }
}
