package org.countersign.bias;

/**
 * Newcombe's hybrid score interval of the difference of two independent rates: method 10 of Newcombe, Interval estimation
 * for the difference between independent proportions, Statistics in Medicine 17 (1998). Two {@link WilsonScore}
 * intervals combined.
 */
public final class NewcombeHybridScore {

    private NewcombeHybridScore() {}

    /** The interval of {@code group} minus {@code reference}, within −1 to 1; neither sample is empty. */
    public static Interval interval(Sample group, Sample reference, Confidence confidence) {
        double difference = group.rate() - reference.rate();
        Interval first = WilsonScore.interval(group, confidence);
        Interval second = WilsonScore.interval(reference, confidence);
        return new Interval(
                Math.max(-1, difference - Math.hypot(group.rate() - first.low(), second.high() - reference.rate())),
                Math.min(1, difference + Math.hypot(first.high() - group.rate(), reference.rate() - second.low())));
    }
}
