package org.countersign.bias;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the checks found, in the order of the request. Field names are the HTTP contract's. */
public record BiasReport(List<Check> checks) {

    public BiasReport {
        checks = List.copyOf(checks);
    }

    /** The most severe result over all checks; UNMEASURABLE if there are none, since nothing measured is never fair. */
    public BiasResult worstResult() {
        return checks.stream().map(Check::result).min(Comparator.naturalOrder()).orElse(BiasResult.UNMEASURABLE);
    }

    /**
     * One attribute's result.
     *
     * @param reason one or two sentences with the numbers, among them the number of comparisons corrected for
     * @param worst the comparison that decided, with the most severe result and then the ratio furthest from 1; null
     *     where there was no measurable reference to compare with
     * @param groups all groups of the request, the reference and a group {@code unknown} among them
     */
    public record Check(
            String name,
            BiasResult result,
            String reason,
            @Nullable Comparison worst,
            List<GroupComparison> groups) {

        public Check {
            groups = List.copyOf(groups);
        }
    }

    /**
     * A group against the reference group. null = unbounded or not computable. Intervals are at the stated confidence,
     * uncorrected. Of the reference against itself, ratio is 1, difference 0, and the rest null.
     *
     * @param ratio rate / referenceRate, disparate impact; interval: Koopman score
     * @param difference rate − referenceRate; interval: Newcombe hybrid score
     * @param pValue Fisher's exact test, two-sided
     */
    public record Comparison(
            String group,
            @Nullable String reference,
            @Nullable Double rate,
            @Nullable Double referenceRate,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            @Nullable Double pValue) {}

    /** The same fields, with the counts and whether the group is large enough to be judged. */
    public record GroupComparison(
            String group,
            @Nullable String reference,
            @Nullable Double rate,
            @Nullable Double referenceRate,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            @Nullable Double pValue,
            int eligible,
            int favoured,
            boolean measurable) {}
}
