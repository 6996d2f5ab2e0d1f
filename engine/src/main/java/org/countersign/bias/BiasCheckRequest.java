package org.countersign.bias;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks to run.
 *
 * @param confidence of the stated intervals, above 0 and below 1
 * @param threshold smallest acceptable ratio of selection rates, above 0 and at most 1; its reciprocal is the largest
 */
public record BiasCheckRequest(double confidence, double threshold, List<Check> checks) {

    public BiasCheckRequest {
        checks = List.copyOf(checks);
    }

    /**
     * One attribute.
     *
     * @param reference group to compare with; null takes the measurable group with the highest selection rate, of equal
     *     ones the largest
     */
    public record Check(String name, @Nullable String reference, List<Group> groups) {

        public Check {
            groups = List.copyOf(groups);
        }
    }

    /** Counts of one group: 0 ≤ favoured ≤ eligible. */
    public record Group(String group, int eligible, int favoured) {}
}
