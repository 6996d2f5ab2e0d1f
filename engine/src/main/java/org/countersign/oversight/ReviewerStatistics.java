package org.countersign.oversight;

import java.util.List;
import org.countersign.bias.Interval;
import org.countersign.bias.Sample;
import org.jspecify.annotations.Nullable;

/**
 * How one person decides, against all others. Whoever decided too little has no figures: the decisions say how many are
 * missing.
 *
 * @param decisions in the period
 * @param leniency approvals against the others'; null below {@value #SMALLEST_SHOWN} decisions
 * @param disparities by group of customers, those with enough decisions on both sides, clearest first
 * @param habits how fast and how evenly; null below {@value #SMALLEST_SHOWN} decisions
 * @param gold how tasks with a known answer went
 * @param suspended why the right to approve is suspended; null if it is not
 */
public record ReviewerStatistics(
        String person,
        long decisions,
        @Nullable Leniency leniency,
        List<Disparity> disparities,
        @Nullable Habits habits,
        Gold gold,
        @Nullable String suspended) {

    /** The same as the person may see it who decided, and nobody else. */
    public ReviewerStatistics own() {
        return new ReviewerStatistics(
                person,
                decisions,
                leniency == null ? null : leniency.withoutOne(),
                disparities,
                habits,
                gold,
                suspended);
    }

    /** Fewer decisions are not shown. */
    public static final int SMALLEST_SHOWN = 10;

    /** Fewer decisions, on either side, are not judged. */
    public static final int SMALLEST_JUDGED = 30;

    /**
     * Approvals against all others'.
     *
     * @param approvals of the person
     * @param interval Wilson at 99.8 %
     * @param others rate of all others, 0 to 1; NaN where they decided too little to be shown
     * @param odds of approving against the others under the same conditions (Mantel-Haenszel); null = not computable
     * @param peers others who decided anything
     * @param outside whether the interval leaves the others' rate out, with {@value #SMALLEST_JUDGED} decisions or more
     */
    public record Leniency(
            Sample approvals,
            Interval interval,
            double others,
            @Nullable Double odds,
            int peers,
            boolean outside) {

        /** For whoever may not see others: where there is one other only, figures of all others are figures of that one. */
        public Leniency withoutOne() {
            return peers > 1 ? this : new Leniency(approvals, interval, Double.NaN, null, peers, false);
        }
    }

    /**
     * Approvals for one group of customers against all other customers, by the same person under the same conditions.
     *
     * @param odds Mantel-Haenszel odds ratio; interval: Robins, Breslow, Greenland at 95 %
     * @param pValue Cochran-Mantel-Haenszel, corrected over everything shown (Benjamini-Hochberg)
     * @param acts whether it is clear and large enough to act: corrected p below 0.05 and odds outside 0.8 to 1.25
     */
    public record Disparity(
            String attribute,
            String group,
            long decisions,
            double odds,
            double low,
            double high,
            double pValue,
            boolean acts) {}

    /**
     * Speed and evenness.
     *
     * @param hasty decisions below the shortest reading time, of those whose time is known
     * @param longestRun equal decisions in a row, ever
     * @param repeats decisions equal to the one before, of all pairs
     * @param repeatsExpected the same if decisions followed one another by chance, 0 to 1
     */
    public record Habits(Sample hasty, int longestRun, Sample repeats, double repeatsExpected) {

        /** Whether a fifth or more of thirty or more decisions were faster than one can read. */
        public boolean isHasty() {
            return hasty.eligible() >= SMALLEST_JUDGED && hasty.rate() >= 0.2;
        }
    }

    /**
     * Tasks with a known answer, judged blind first and then with the model's view.
     *
     * @param right final answers that were right
     * @param low lower end of the Wilson interval at 95 %
     * @param reliance RAIR: of those where the model was right and the blind answer wrong, how many ended right
     * @param selfReliance RSR: of those where the model was wrong and the blind answer right, how many ended right
     */
    public record Gold(Sample right, double low, Sample reliance, Sample selfReliance) {

        /** Tasks it takes to judge somebody. */
        public static final int SMALLEST = 20;

        /** Below this lower end the right to approve is suspended. */
        public static final double REQUIRED = 0.7;

        /** Whether there were enough tasks and too few were right. */
        public boolean fails() {
            return right.eligible() >= SMALLEST && low < REQUIRED;
        }

        /** Whether there were enough tasks and enough were right. */
        public boolean passes() {
            return right.eligible() >= SMALLEST && low >= REQUIRED;
        }
    }
}
