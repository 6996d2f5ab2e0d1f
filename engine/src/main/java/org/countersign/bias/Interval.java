package org.countersign.bias;

/**
 * A confidence interval, ends included.
 *
 * @param low lower end, at most {@code high}
 * @param high upper end; positive infinity if there is no upper bound
 */
record Interval(double low, double high) {

    Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval cannot reach from " + low + " to " + high + ".");
        }
    }

    /** The interval of the reciprocal, for intervals of ratios: 0 and infinity change places. */
    Interval reciprocal() {
        return new Interval(1 / high, 1 / low);
    }
}
