package org.countersign.bias;

/**
 * What a model decided about one group against what turned out: the four counts from which every rate with an outcome in
 * it follows.
 *
 * @param truePositives chosen, and rightly
 * @param falsePositives chosen, and wrongly
 * @param falseNegatives passed over, and wrongly
 * @param trueNegatives passed over, and rightly
 */
public record ConfusionMatrix(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    public ConfusionMatrix {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || trueNegatives < 0) {
            throw new IllegalArgumentException("The counts of a confusion matrix are 0 or more and cannot be "
                    + truePositives + ", " + falsePositives + ", " + falseNegatives + ", " + trueNegatives + ".");
        }
    }

    public long total() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    public ConfusionMatrix plus(ConfusionMatrix other) {
        return new ConfusionMatrix(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                trueNegatives + other.trueNegatives);
    }

    /** Who was chosen, of all. */
    public Sample selected() {
        return new Sample(truePositives + falsePositives, total());
    }

    /** Who was chosen, of those who should have been: true positive rate. */
    public Sample rightlySelected() {
        return new Sample(truePositives, truePositives + falseNegatives);
    }

    /** Who was chosen, of those who should not have been: false positive rate. */
    public Sample wronglySelected() {
        return new Sample(falsePositives, falsePositives + trueNegatives);
    }

    /** Who should have been, of those who were chosen: positive predictive value. */
    public Sample precision() {
        return new Sample(truePositives, truePositives + falsePositives);
    }
}
