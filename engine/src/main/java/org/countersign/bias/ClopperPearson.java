package org.countersign.bias;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Clopper and Pearson's interval of one rate (1934): it holds at least as often as stated, for every rate and every size
 * of sample, where {@link WilsonScore} holds so on average. Wider, and therefore for promises rather than for pictures.
 */
public final class ClopperPearson {

    private ClopperPearson() {}

    /** @param sample not empty, of whole numbers */
    public static Interval interval(Sample sample, Confidence confidence) {
        double tail = (1 - confidence.level()) / 2;
        double favoured = sample.favoured();
        double others = sample.eligible() - favoured;
        return new Interval(
                favoured == 0 ? 0 : BetaDistribution.of(favoured, others + 1).inverseCumulativeProbability(tail),
                others == 0 ? 1 : BetaDistribution.of(favoured + 1, others).inverseSurvivalProbability(tail));
    }
}
