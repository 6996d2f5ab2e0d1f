package org.countersign.bias;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who gets discounts, how deep, and whether that holds for the same article at the same time. Rows of one customer are one
 * cluster.
 *
 * @param confidence of the intervals, above 0 and below 1
 * @param threshold smallest acceptable ratio of discount rates, above 0 and at most 1; its reciprocal is the largest
 * @param reference group to compare with; null takes the one with the highest rate among those that can be judged
 */
public record PriceCheck(
        double confidence, double threshold, @Nullable String reference, Discounts discounts) {

    /** What was found; {@code reference} is null where no group can be judged. */
    public record Report(@Nullable String reference, BiasResult result, List<OfGroup> groups) {}

    /**
     * One group against the reference; null = not computable, or of the reference against itself.
     *
     * @param lines rows
     * @param effectiveLines independent rows that say as much, after clustering by customer
     * @param rate discounted lines of all
     * @param depth money taken off, of the full price
     * @param ratio rate / referenceRate; interval: Koopman on the effective lines
     * @param matchedOdds odds ratio of a discount within the same article and period; interval: Robins, Breslow, Greenland
     * @param matchedPValue Cochran-Mantel-Haenszel, continuity corrected
     * @param homogeneityPValue Breslow-Day: low where articles differ in their gap
     * @param matchedPriceGap money per line that the group pays more for the same
     */
    public record OfGroup(
            String group,
            long lines,
            double effectiveLines,
            long discounted,
            double rate,
            @Nullable Double depth,
            BiasResult result,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh,
            @Nullable Double matchedOdds,
            @Nullable Double matchedOddsLow,
            @Nullable Double matchedOddsHigh,
            @Nullable Double matchedPValue,
            @Nullable Double homogeneityPValue,
            @Nullable Double matchedPriceGap) {}

    Report run() {
        Map<String, Discounts.OfGroup> groups = discounts.byGroup();
        require(groups);
        String compared = reference != null
                ? reference
                : groups.entrySet().stream()
                        .filter(group -> isLarge(group.getValue()))
                        .max((one, other) -> Double.compare(
                                one.getValue().rate().rows().rate(),
                                other.getValue().rate().rows().rate()))
                        .map(Map.Entry::getKey)
                        .orElse(null);
        int comparisons = (int) groups.entrySet().stream()
                .filter(group -> !group.getKey().equals(compared) && isLarge(group.getValue()))
                .count();
        List<OfGroup> rows = groups.keySet().stream()
                .map(group -> row(group, compared, groups, comparisons))
                .toList();
        BiasResult result = rows.stream()
                .filter(row -> !row.group().equals(compared))
                .map(OfGroup::result)
                .min(BiasResult::compareTo)
                .filter(worst -> compared != null)
                .orElse(BiasResult.UNMEASURABLE);
        return new Report(compared, result, rows);
    }

    private OfGroup row(
            String name, @Nullable String compared, Map<String, Discounts.OfGroup> groups, int comparisons) {
        Discounts.OfGroup group = Objects.requireNonNull(groups.get(name));
        Sample rows = group.rate().rows();
        Sample effective = group.rate().effective();
        if (compared == null || compared.equals(name)) {
            return new OfGroup(
                    name,
                    (long) rows.eligible(),
                    effective.eligible(),
                    (long) rows.favoured(),
                    rows.rate(),
                    Figures.finite(group.depth()),
                    compared == null ? BiasResult.UNMEASURABLE : BiasResult.PASS,
                    compared == null ? null : 1.0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        Discounts.OfGroup other = Objects.requireNonNull(groups.get(compared));
        Sample against = other.rate().effective();
        Confidence stated = new Confidence(confidence);
        double ratio = rows.ratioTo(other.rate().rows());
        boolean comparable = !effective.isEmpty() && !against.isEmpty() && !Double.isNaN(ratio);
        Interval ratios = comparable ? KoopmanScore.interval(effective, against, stated) : null;
        boolean judged = comparable && isLarge(group) && isLarge(other);
        MantelHaenszel matched = discounts.matched(name, compared);
        Interval odds = matched.interval(stated);
        return new OfGroup(
                name,
                (long) rows.eligible(),
                effective.eligible(),
                (long) rows.favoured(),
                rows.rate(),
                Figures.finite(group.depth()),
                judged
                        ? DecisionTable.judge(
                                effective,
                                against,
                                KoopmanScore.interval(effective, against, stated.correctedFor(comparisons)),
                                threshold)
                        : BiasResult.UNMEASURABLE,
                Figures.finite(ratio),
                ratios == null ? null : Figures.finite(ratios.low()),
                ratios == null ? null : Figures.finite(ratios.high()),
                Figures.finite(matched.oddsRatio()),
                Figures.finite(odds.low()),
                Figures.finite(odds.high()),
                Double.isNaN(matched.oddsRatio()) ? null : matched.pValue(),
                Double.isNaN(matched.oddsRatio()) ? null : Figures.finite(matched.homogeneityPValue()),
                Figures.finite(discounts.matchedPriceGap(name, compared)));
    }

    private static boolean isLarge(Discounts.OfGroup group) {
        return group.rate().effective().eligible() >= Measurability.MIN_ELIGIBLE;
    }

    private void require(Map<String, Discounts.OfGroup> groups) {
        List<FieldError> errors = new ArrayList<>();
        if (!(confidence > 0 && confidence < 1)) {
            errors.add(new FieldError("/confidence", "must lie above 0 and below 1 and is " + confidence));
        }
        if (!(threshold > 0 && threshold <= 1)) {
            errors.add(new FieldError("/threshold", "must lie above 0 and be at most 1 and is " + threshold));
        }
        if (groups.size() < 2) {
            errors.add(new FieldError("/lines", "must be of at least two groups and are of " + groups.size()));
        }
        if (reference != null && !groups.containsKey(reference)) {
            errors.add(new FieldError("/reference", "names " + reference + ", of which there are no lines"));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The price check cannot be run as posted.", errors);
        }
    }
}
