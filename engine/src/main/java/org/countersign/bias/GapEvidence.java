package org.countersign.bias;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Evidence that the rates of two groups differ by more than is tolerated, to be looked at as often as one likes: an
 * e-process by universal inference (Wasserman, Ramdas and Balakrishnan, PNAS 117, 2020). The numerator is a mixture over
 * each group's rate (Krichevsky and Trofimov's), the denominator the best explanation within the tolerance. At every
 * stopping time its expectation is at most 1 where the rates are within the tolerance, for any number of customers and
 * without approximation: so it ever reaches 1/α with probability at most α.
 *
 * <p>It depends on counts alone, so days can be added up first and the order within them means nothing.
 *
 * @param tolerance smallest ratio of the rates that is tolerated, above 0 and at most 1; its reciprocal is the largest
 */
public record GapEvidence(double tolerance) {

    private static final double HALF_HALF = LogBeta.value(0.5, 0.5);

    public GapEvidence {
        if (!(tolerance > 0 && tolerance <= 1)) {
            throw new IllegalArgumentException(
                    "The tolerated ratio lies above 0 and is at most 1 and cannot be " + tolerance + ".");
        }
    }

    /** Natural logarithm of the e-value; 0 for no evidence at all, as where one side is empty. */
    public double log(Sample group, Sample reference) {
        if (group.isEmpty() || reference.isEmpty()) {
            return 0;
        }
        return mixture(group) + mixture(reference) - best(group, reference);
    }

    private static double mixture(Sample sample) {
        return LogBeta.value(sample.favoured() + 0.5, sample.eligible() - sample.favoured() + 0.5) - HALF_HALF;
    }

    private double best(Sample group, Sample reference) {
        double ratio = group.ratioTo(reference);
        boolean tolerated = Double.isNaN(ratio) || (ratio >= tolerance && ratio <= 1 / tolerance);
        if (tolerated) {
            return likelihood(group, group.rate()) + likelihood(reference, reference.rate());
        }
        double theta = ratio < tolerance ? tolerance : 1 / tolerance;
        double second = KoopmanScore.likelyReferenceRate(group, reference, theta);
        return likelihood(group, Math.min(1, theta * second)) + likelihood(reference, second);
    }

    private static double likelihood(Sample sample, double rate) {
        double others = sample.eligible() - sample.favoured();
        return (sample.favoured() == 0 ? 0 : sample.favoured() * Math.log(rate))
                + (others == 0 ? 0 : others * Math.log1p(-rate));
    }
}
