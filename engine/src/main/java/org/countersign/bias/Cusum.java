package org.countersign.bias;

import java.util.ArrayList;
import java.util.List;

/**
 * Tabular CUSUM (Page 1954): adds up what each observation is off the target, less an allowance, and never falls below 0,
 * so that many small steps the same way come to an alarm while noise comes to nothing.
 *
 * @param target what observations should be
 * @param allowance slack, in the observations' unit: half the shift that matters
 * @param limit a sum above it is an alarm
 */
public record Cusum(double target, double allowance, double limit) {

    /**
     * For standardised observations: a shift of one standard deviation is found after about ten on average, and without
     * any shift there are about 465 between two alarms (Montgomery, Introduction to Statistical Quality Control).
     */
    public static final Cusum STANDARD = new Cusum(0, 0.5, 5);

    /** Both sums after one observation. */
    public record Step(double high, double low) {}

    /** One step for each observation, in order. */
    public List<Step> steps(double[] observations) {
        List<Step> steps = new ArrayList<>(observations.length);
        double high = 0;
        double low = 0;
        for (double observation : observations) {
            high = Math.max(0, high + observation - target - allowance);
            low = Math.max(0, low + target - allowance - observation);
            steps.add(new Step(high, low));
        }
        return steps;
    }

    /** Whether a step is an alarm. */
    public boolean isAlarm(Step step) {
        return step.high() > limit || step.low() > limit;
    }
}
