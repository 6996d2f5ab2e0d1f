package org.countersign.bias;

import java.util.Comparator;
import java.util.Optional;
import org.countersign.bias.BiasCheckRequest.Group;
import org.jspecify.annotations.Nullable;

/**
 * What the decision table says of one group against the reference.
 *
 * @param interval of the ratio, at the corrected level; null if the group cannot be judged
 * @param obstacle why it cannot be judged, as the rest of a sentence; null if it can
 * @param distance how far the ratio is from 1, the same for a ratio and its reciprocal; −1 if there is no ratio
 */
record Judgement(
        Group group,
        Group reference,
        BiasResult result,
        @Nullable Interval interval,
        @Nullable String obstacle,
        double distance) {

    /** The most severe result first, then the ratio furthest from 1. */
    static final Comparator<Judgement> MOST_SEVERE =
            Comparator.comparing(Judgement::result).thenComparing(Judgement::distance, Comparator.reverseOrder());

    static Judgement of(
            Group group, Group reference, Measurability measurability, Confidence corrected, double threshold) {
        Optional<String> tooSmall = measurability.tooSmall(group);
        if (tooSmall.isPresent()) {
            return unmeasurable(group, reference, tooSmall.get());
        }
        Sample sample = Sample.of(group);
        Sample referenceSample = Sample.of(reference);
        if (Double.isNaN(sample.ratioTo(referenceSample))) {
            return unmeasurable(group, reference, "has nobody favoured, and neither has " + reference.group());
        }
        Interval interval = KoopmanScore.interval(sample, referenceSample, corrected);
        BiasResult result = DecisionTable.judge(sample, referenceSample, interval, threshold);
        return new Judgement(group, reference, result, interval, null, distance(sample, referenceSample));
    }

    private static Judgement unmeasurable(Group group, Group reference, String obstacle) {
        return new Judgement(
                group,
                reference,
                BiasResult.UNMEASURABLE,
                null,
                obstacle,
                distance(Sample.of(group), Sample.of(reference)));
    }

    double ratio() {
        return Sample.of(group).ratioTo(Sample.of(reference));
    }

    private static double distance(Sample group, Sample reference) {
        double distance = Math.abs(Math.log(group.ratioTo(reference)));
        return Double.isNaN(distance) ? -1 : distance;
    }
}
