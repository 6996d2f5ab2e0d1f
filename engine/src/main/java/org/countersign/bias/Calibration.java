package org.countersign.bias;

import java.util.List;

/**
 * Whether a model's scores mean what they say: of those given 0.7, seven of ten should come true, in every group. Scores
 * are sorted into bins of equal width.
 *
 * @param bins from the lowest scores to the highest, at least one
 */
public record Calibration(List<Bin> bins) {

    /** Bins that are usual. */
    public static final int USUAL_BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Scores of one bin.
     *
     * @param scores their sum
     * @param outcomes how many came true, of how many
     */
    public record Bin(double scores, Sample outcomes) {

        /** Mean score minus observed rate: above 0 the model promises too much; NaN for an empty bin. */
        public double gap() {
            return scores / outcomes.eligible() - outcomes.rate();
        }
    }

    /** One score, 0 to 1, and what came of it. */
    public record Scored(double score, boolean outcome) {

        public Scored {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        "A score that is to be a probability lies from 0 to 1 and cannot be " + score + ".");
            }
        }
    }

    /** @param count of bins, 1 or more */
    public static Calibration of(List<Scored> scores, int count) {
        double[] sums = new double[count];
        long[] all = new long[count];
        long[] happened = new long[count];
        for (Scored scored : scores) {
            int bin = Math.min(count - 1, (int) (scored.score() * count));
            sums[bin] += scored.score();
            all[bin]++;
            happened[bin] += scored.outcome() ? 1 : 0;
        }
        Bin[] bins = new Bin[count];
        for (int bin = 0; bin < count; bin++) {
            bins[bin] = new Bin(sums[bin], new Sample(happened[bin], all[bin]));
        }
        return new Calibration(List.of(bins));
    }

    /**
     * Expected calibration error: the mean distance of score and rate over all scores, 0 to 1. NaN without any score.
     */
    public double expectedError() {
        double distance = 0;
        double all = 0;
        for (Bin bin : bins) {
            if (!bin.outcomes().isEmpty()) {
                distance += bin.outcomes().eligible() * Math.abs(bin.gap());
                all += bin.outcomes().eligible();
            }
        }
        return distance / all;
    }
}
