package org.countersign.bias;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Intervals of one rate that hold at all times at once: whoever looks after every customer and stops where they please is
 * still wrong no more often than stated. Beta-binomial mixture, Howard and others (Annals of Statistics 49, 2021). Wider
 * than {@link WilsonScore}, which is for looking once.
 *
 * @param tightestAt customers at which the interval is to be tightest, above 0
 * @param confidence that the interval never misses the rate
 */
public record ConfidenceSequence(double tightestAt, Confidence confidence) {

    private static final int STEPS = 60;
    private static final double EDGE = 1e-12;

    /** @param sample not empty */
    public Interval interval(Sample sample) {
        double rate = sample.rate();
        boolean open = sample.favoured() == 0 || accepts(sample, EDGE);
        boolean full = sample.favoured() == sample.eligible() || accepts(sample, 1 - EDGE);
        return new Interval(open ? 0 : boundary(sample, EDGE, rate), full ? 1 : boundary(sample, 1 - EDGE, rate));
    }

    /** Between a rate that is rejected and the observed one, which never is. */
    private double boundary(Sample sample, double rejected, double accepted) {
        double outside = rejected;
        double inside = accepted;
        for (int step = 0; step < STEPS; step++) {
            double middle = (outside + inside) / 2;
            if (accepts(sample, middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private boolean accepts(Sample sample, double rate) {
        return logEvidence(sample, rate) <= Math.log(1 / alpha());
    }

    private double alpha() {
        return 1 - confidence.level();
    }

    /** Natural logarithm of the evidence against this rate, above 0 and below 1. */
    double logEvidence(Sample sample, double rate) {
        double variance = rate * (1 - rate);
        double r = Math.max(NormalMixture.bestRho(tightestAt * variance, alpha()) - variance, variance / 1000);
        double favoured = sample.favoured();
        double others = sample.eligible() - favoured;
        double a = r / (1 - rate);
        double b = r / rate;
        return LogBeta.value(a + favoured, b + others)
                - LogBeta.value(a, b)
                - favoured * Math.log(rate)
                - others * Math.log1p(-rate);
    }
}
