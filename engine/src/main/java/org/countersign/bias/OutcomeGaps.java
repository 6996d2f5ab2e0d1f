package org.countersign.bias;

import java.util.Collection;
import java.util.function.Function;

/**
 * How two groups, or all of them, differ in rates that need outcomes. Signed differences are unprivileged minus
 * privileged, as AIF360 defines them; ranges over all groups are Fairlearn's, never negative. NaN where a rate they
 * need has nobody to be computed from: that is not 0, and never reads as fair.
 */
public final class OutcomeGaps {

    private OutcomeGaps() {}

    /** Rate of being chosen divided by that of the privileged, 0 to infinity; 1 means parity. */
    public static double disparateImpact(ConfusionMatrix unprivileged, ConfusionMatrix privileged) {
        return unprivileged.selected().ratioTo(privileged.selected());
    }

    /** Difference of the rates of being chosen, −1 to 1; 0 means parity. */
    public static double statisticalParityDifference(ConfusionMatrix unprivileged, ConfusionMatrix privileged) {
        return difference(unprivileged, privileged, ConfusionMatrix::selected);
    }

    /** Difference of the true positive rates. */
    public static double equalOpportunityDifference(ConfusionMatrix unprivileged, ConfusionMatrix privileged) {
        return difference(unprivileged, privileged, ConfusionMatrix::rightlySelected);
    }

    /** Mean of the differences of the false and of the true positive rates, in which opposite gaps cancel. */
    public static double averageOddsDifference(ConfusionMatrix unprivileged, ConfusionMatrix privileged) {
        return (difference(unprivileged, privileged, ConfusionMatrix::wronglySelected)
                        + difference(unprivileged, privileged, ConfusionMatrix::rightlySelected))
                / 2;
    }

    /** The same of the absolute differences, in which nothing cancels. */
    public static double averageAbsoluteOddsDifference(ConfusionMatrix unprivileged, ConfusionMatrix privileged) {
        return (Math.abs(difference(unprivileged, privileged, ConfusionMatrix::wronglySelected))
                        + Math.abs(difference(unprivileged, privileged, ConfusionMatrix::rightlySelected)))
                / 2;
    }

    /** Difference of the positive predictive values. */
    public static double predictiveParityDifference(ConfusionMatrix unprivileged, ConfusionMatrix privileged) {
        return difference(unprivileged, privileged, ConfusionMatrix::precision);
    }

    /** Largest minus smallest value of a rate over all groups, 0 to 1. */
    public static double range(Collection<ConfusionMatrix> groups, Function<ConfusionMatrix, Sample> rate) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (ConfusionMatrix group : groups) {
            double value = rate.apply(group).rate();
            lowest = Math.min(lowest, value); // NaN stays NaN
            highest = Math.max(highest, value);
        }
        return groups.isEmpty() ? Double.NaN : highest - lowest;
    }

    /** Smallest divided by largest value of a rate over all groups, 0 to 1; NaN where nobody anywhere has it. */
    public static double ratio(Collection<ConfusionMatrix> groups, Function<ConfusionMatrix, Sample> rate) {
        double highest = groups.stream()
                .map(rate)
                .mapToDouble(Sample::rate)
                .reduce(Math::max)
                .orElse(Double.NaN);
        double lowest = groups.stream()
                .map(rate)
                .mapToDouble(Sample::rate)
                .reduce(Math::min)
                .orElse(Double.NaN);
        return lowest / highest;
    }

    /** The larger of the ranges of the true and of the false positive rates: Fairlearn's equalized odds, worst case. */
    public static double equalizedOddsDifference(Collection<ConfusionMatrix> groups) {
        return Math.max(
                range(groups, ConfusionMatrix::rightlySelected), range(groups, ConfusionMatrix::wronglySelected));
    }

    /** The smaller of the ratios of the true and of the false positive rates. */
    public static double equalizedOddsRatio(Collection<ConfusionMatrix> groups) {
        return Math.min(
                ratio(groups, ConfusionMatrix::rightlySelected), ratio(groups, ConfusionMatrix::wronglySelected));
    }

    private static double difference(
            ConfusionMatrix unprivileged, ConfusionMatrix privileged, Function<ConfusionMatrix, Sample> rate) {
        return rate.apply(unprivileged).rate() - rate.apply(privileged).rate();
    }
}
