package org.countersign.bias;

import java.util.OptionalLong;

/** How many more customers an inconclusive comparison takes to pass, if the rates stay as they are. */
final class CustomersNeeded {

    /** Beyond this many times as many customers, the answer is of no use to anyone. */
    private static final double MAX_FACTOR = 1 << 20;

    private CustomersNeeded() {}

    /**
     * Customers of {@code group} to add, while the reference grows in proportion; empty if no practical number settles
     * it, because the ratio sits on a limit or next to it.
     */
    static OptionalLong toPass(Sample group, Sample reference, Confidence corrected, double threshold) {
        double enough = 2;
        while (!passes(group, reference, enough, corrected, threshold)) {
            enough *= 2;
            if (enough > MAX_FACTOR) {
                return OptionalLong.empty();
            }
        }
        double tooFew = enough / 2;
        while ((enough - tooFew) * group.eligible() > 0.5) {
            double middle = (tooFew + enough) / 2;
            if (passes(group, reference, middle, corrected, threshold)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalLong.of((long) Math.ceil((enough - 1) * group.eligible()));
    }

    private static boolean passes(
            Sample group, Sample reference, double factor, Confidence corrected, double threshold) {
        Interval interval = KoopmanScore.interval(group.scaledBy(factor), reference.scaledBy(factor), corrected);
        return DecisionTable.judge(group, reference, interval, threshold) == BiasResult.PASS;
    }
}
