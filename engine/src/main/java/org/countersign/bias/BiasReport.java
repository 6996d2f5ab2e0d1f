package org.countersign.bias;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the checks found, in the order of the request. Field names are the HTTP contract's. */
public record BiasReport(List<Check> checks) {

    /**
     * One attribute's result.
     *
     * @param reason one or two sentences with the numbers, among them the number of comparisons corrected for
     * @param worst the comparison that decided; null where nothing could be compared
     */
    public record Check(
            String name,
            BiasResult result,
            String reason,
            @Nullable Comparison worst,
            List<GroupComparison> groups) {}

    /**
     * A group against the reference group. null = unbounded or not computable. Intervals are at the stated confidence,
     * uncorrected.
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
