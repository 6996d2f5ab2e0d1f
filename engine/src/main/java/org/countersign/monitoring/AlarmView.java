package org.countersign.monitoring;

import java.time.Instant;
import org.countersign.bias.Confidence;
import org.countersign.bias.ConfidenceSequence;
import org.countersign.bias.Interval;
import org.countersign.bias.Sample;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as others see it: a group fares worse than is tolerated.
 *
 * @param better the group it was compared with
 * @param drift whether a lasting shift of daily figures gave it, and not the evidence since the beginning
 * @param favoured independent customers who went on at the stage, of {@code eligible}
 * @param othersFavoured the same of the better group
 * @param outcome null while it is open
 */
public record AlarmView(
        AlarmId id,
        String model,
        String version,
        Stage stage,
        String attribute,
        String group,
        String better,
        boolean drift,
        double favoured,
        double eligible,
        double othersFavoured,
        double othersEligible,
        Instant raisedAt,
        @Nullable AlarmOutcome outcome,
        @Nullable String decidedBy,
        @Nullable String reason,
        @Nullable Instant decidedAt) {

    /** Tightest at the number of customers that Growthbook takes too. */
    private static final ConfidenceSequence SEQUENCE = new ConfidenceSequence(5_000, new Confidence(0.95));

    /** Whether it waits for a decision. */
    public boolean isOpen() {
        return outcome == null;
    }

    /** Rate of the group divided by that of the better one. */
    public double ratio() {
        return favoured * othersEligible / (eligible * othersFavoured);
    }

    /** Interval of the group's rate that holds however often somebody looks. */
    public Interval interval() {
        return SEQUENCE.interval(new Sample(favoured, eligible));
    }

    /** The same of the better group. */
    public Interval othersInterval() {
        return SEQUENCE.interval(new Sample(othersFavoured, othersEligible));
    }
}
