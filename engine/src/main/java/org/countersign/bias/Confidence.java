package org.countersign.bias;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The level of a two-sided confidence interval.
 *
 * @param level above 0 and below 1, for example 0.95
 */
public record Confidence(double level) {

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    public Confidence {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("A confidence level lies between 0 and 1 and cannot be " + level + ".");
        }
    }

    /** The level at which each of several comparisons is judged, so that all together keep this one (Bonferroni). */
    public Confidence correctedFor(int comparisons) {
        return new Confidence(1 - (1 - level) / Math.max(1, comparisons));
    }

    /** The standard normal quantile at {@code 1 − (1 − level) / 2}, for example 1.96 for 0.95. */
    public double z() {
        return STANDARD_NORMAL.inverseSurvivalProbability((1 - level) / 2);
    }
}
