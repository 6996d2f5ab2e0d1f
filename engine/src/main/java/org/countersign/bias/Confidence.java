package org.countersign.bias;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The level of a two-sided confidence interval. It knows its quantile, which every interval asks for. */
public final class Confidence {

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private final double level;
    private final double z;

    /** @param level above 0 and below 1, for example 0.95 */
    public Confidence(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("A confidence level lies between 0 and 1 and cannot be " + level + ".");
        }
        this.level = level;
        this.z = STANDARD_NORMAL.inverseSurvivalProbability((1 - level) / 2);
    }

    public double level() {
        return level;
    }

    /**
     * The level at which each of several comparisons is judged, so that all together keep this one (Bonferroni). It stays
     * below 1, however near this one is to it.
     */
    public Confidence correctedFor(int comparisons) {
        return new Confidence(Math.min(Math.nextDown(1.0), 1 - (1 - level) / Math.max(1, comparisons)));
    }

    /** The standard normal quantile at {@code 1 − (1 − level) / 2}, for example 1.96 for 0.95. */
    public double z() {
        return z;
    }
}
