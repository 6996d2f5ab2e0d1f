package org.countersign.bias;

/** One rate against another by the decision table, for features that bring their own samples. */
public final class RateComparison {

    private RateComparison() {}

    /**
     * The result at this level; UNMEASURABLE where one is empty or neither has anybody favoured.
     *
     * @param threshold smallest acceptable ratio, above 0 and at most 1
     */
    public static BiasResult judge(Sample group, Sample reference, Confidence level, double threshold) {
        if (group.isEmpty() || reference.isEmpty() || Double.isNaN(group.ratioTo(reference))) {
            return BiasResult.UNMEASURABLE;
        }
        return DecisionTable.judge(group, reference, KoopmanScore.interval(group, reference, level), threshold);
    }

    /**
     * How many standard errors the group's rate lies below {@code ratio} times the reference's; negative above it. The
     * signed root of the score, at the most likely rates of that ratio.
     */
    public static double shortfall(Sample group, Sample reference, double ratio) {
        double score = Math.sqrt(KoopmanScore.score(group, reference, ratio));
        return group.rate() < ratio * reference.rate() ? score : -score;
    }
}
