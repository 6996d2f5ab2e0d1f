package org.countersign.bias;

/**
 * The two-sided normal mixture: a bound on a sum of centred observations that holds at all times at once, so that nobody
 * who looks every day finds something sooner or later by looking (Robbins 1970; Howard and others, Annals of Statistics
 * 49, 2021).
 *
 * @param rho where the bound is tightest, in units of variance; above 0
 */
public record NormalMixture(double rho) {

    public NormalMixture {
        if (!(rho > 0)) {
            throw new IllegalArgumentException("A mixture's rho lies above 0 and cannot be " + rho + ".");
        }
    }

    /**
     * The mixture whose bound is tightest about where the variance has come to {@code variance}.
     *
     * @param alpha chance of ever being wrong, above 0 and below 1
     */
    public static NormalMixture tightestAt(double variance, double alpha) {
        return new NormalMixture(bestRho(variance, alpha));
    }

    static double bestRho(double variance, double alpha) {
        double evidence = 2 * Math.log(1 / alpha);
        return variance / (evidence + Math.log1p(evidence));
    }

    /** Natural logarithm of the evidence against a mean of 0 that this sum is, its variance being this. */
    public double logEvidence(double sum, double variance) {
        return Math.log(rho / (variance + rho)) / 2 + sum * sum / (2 * (variance + rho));
    }

    /** How far from 0 the sum may be at this variance before the evidence reaches 1 / {@code alpha}. */
    public double bound(double variance, double alpha) {
        return Math.sqrt((variance + rho) * (Math.log1p(variance / rho) + 2 * Math.log(1 / alpha)));
    }
}
