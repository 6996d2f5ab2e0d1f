package org.countersign.bias;

/**
 * A confidence interval, ends included.
 *
 * @param low lower end, at most {@code high}
 * @param high upper end; positive infinity if there is no upper bound
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval cannot reach from " + low + " to " + high + ".");
        }
    }

    /** The interval of the reciprocal, for intervals of ratios: 0 and infinity change places. */
    public Interval reciprocal() {
        return new Interval(1 / high, 1 / low);
    }
}
