package org.countersign.bias;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The ranked-group test FA*IR (Zehlike and others, CIKM 2017): how many protected items each prefix of a ranking must
 * have at least, if every place were drawn with probability {@code share} for a protected one, and the whole ranking is
 * to be refused no more often than {@code significance}.
 */
public final class FairTopK {

    private static final double PRECISION = 1e-4;

    private final double share;
    private final int[] required;

    private FairTopK(double share, int[] required) {
        this.share = share;
        this.required = required;
    }

    /**
     * The test with every prefix at the level {@code significance} by itself: all together it refuses fair rankings more
     * often than that, as {@link #failureProbability} says.
     *
     * @param k places, 1 or more
     * @param share of protected items, above 0 and below 1
     */
    public static FairTopK uncorrected(int k, double share, double significance) {
        int[] required = new int[k];
        for (int place = 1; place <= k; place++) {
            BinomialDistribution drawn = BinomialDistribution.of(place, share);
            int items = place == 1 ? 0 : required[place - 2];
            while (drawn.cumulativeProbability(items) <= significance) {
                items++;
            }
            required[place - 1] = items;
        }
        return new FairTopK(share, required);
    }

    /** The test with the level of the prefixes lowered, so that all together refuse at most {@code significance}. */
    public static FairTopK of(int k, double share, double significance) {
        double low = 0;
        double high = significance;
        FairTopK best = uncorrected(k, share, significance);
        if (best.failureProbability() <= significance) {
            return best;
        }
        best = new FairTopK(share, new int[k]);
        while (high - low > PRECISION * significance) {
            double middle = (low + high) / 2;
            FairTopK candidate = uncorrected(k, share, middle);
            if (candidate.failureProbability() <= significance) {
                low = middle;
                best = candidate;
            } else {
                high = middle;
            }
        }
        return best;
    }

    /** Protected items that the first {@code place} places need, from 1. */
    public int required(int place) {
        return required[place - 1];
    }

    /** Copies of {@link #required} for every prefix. */
    public int[] table() {
        return required.clone();
    }

    /** How often a ranking that was drawn fairly is refused, 0 to 1; exact, by dynamic programming. */
    public double failureProbability() {
        double[] passing = new double[required.length + 1]; // by the number of protected items so far
        passing[0] = 1;
        for (int place = 1; place <= required.length; place++) {
            for (int items = place; items >= 0; items--) {
                double withOneMore = items == 0 ? 0 : passing[items - 1] * share;
                passing[items] = items < required[place - 1] ? 0 : passing[items] * (1 - share) + withOneMore;
            }
        }
        return 1 - Arrays.stream(passing).sum();
    }

    /** Whether every prefix has enough; the ranking may be shorter than k, never longer. */
    public boolean passes(boolean[] isProtected) {
        return firstFailure(isProtected) == 0;
    }

    /** The first place, from 1, at which there are too few; 0 if there is none. */
    public int firstFailure(boolean[] isProtected) {
        if (isProtected.length > required.length) {
            throw new IllegalArgumentException("The ranking has " + isProtected.length + " places and the test "
                    + required.length + ". Test a longer prefix, or cut the ranking.");
        }
        int items = 0;
        for (int place = 1; place <= isProtected.length; place++) {
            items += isProtected[place - 1] ? 1 : 0;
            if (items < required[place - 1]) {
                return place;
            }
        }
        return 0;
    }
}
