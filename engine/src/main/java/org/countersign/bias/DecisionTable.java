package org.countersign.bias;

/**
 * When a measured comparison passes: the rows of the decision table, docs/adr/0008. With the ratio R, its interval L to
 * U and the smallest acceptable ratio T:
 *
 * <table>
 * <caption>From the top, the first that fits</caption>
 * <tr><td>U &lt; T, or L &gt; 1/T</td><td>FAIL</td></tr>
 * <tr><td>R &lt; T ≤ U, or L ≤ 1/T &lt; R</td><td>REVIEW</td></tr>
 * <tr><td>L &lt; T ≤ R, or R ≤ 1/T &lt; U</td><td>INCONCLUSIVE</td></tr>
 * <tr><td>L ≥ T and U ≤ 1/T</td><td>PASS</td></tr>
 * </table>
 *
 * The right halves say of the reciprocal what the left halves say of the ratio, so both groups are judged alike.
 */
final class DecisionTable {

    private DecisionTable() {}

    /**
     * @param group measurable, as is the reference, and one of them has somebody favoured
     * @param interval of the ratio, at the corrected level
     */
    static BiasResult judge(Sample group, Sample reference, Interval interval, double threshold) {
        BiasResult tooLow = judgeFromBelow(group.ratioTo(reference), interval, threshold);
        BiasResult tooHigh = judgeFromBelow(reference.ratioTo(group), interval.reciprocal(), threshold);
        return tooLow.compareTo(tooHigh) <= 0 ? tooLow : tooHigh;
    }

    private static BiasResult judgeFromBelow(double ratio, Interval interval, double threshold) {
        if (interval.high() < threshold) {
            return BiasResult.FAIL;
        }
        if (ratio < threshold) {
            return BiasResult.REVIEW;
        }
        return interval.low() < threshold ? BiasResult.INCONCLUSIVE : BiasResult.PASS;
    }
}
