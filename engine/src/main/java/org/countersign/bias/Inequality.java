package org.countersign.bias;

/**
 * How unevenly something good is spread over people: 0 if everybody has the same. Cowell's generalized entropy; Speicher
 * and others (KDD 2018) use it on benefits b = ŷ − y + 1.
 */
public final class Inequality {

    private Inequality() {}

    /**
     * Generalized entropy index of order {@code alpha}.
     *
     * @param benefits 0 or more each; NaN is returned for none at all, and where all are 0
     * @param alpha 2 is half the squared coefficient of variation, 1 the Theil index; not 0
     */
    public static double generalizedEntropy(double[] benefits, double alpha) {
        if (alpha == 0) {
            throw new IllegalArgumentException("The order of a generalized entropy index cannot be 0 here.");
        }
        double sum = 0;
        for (double benefit : benefits) {
            if (!(benefit >= 0)) {
                throw new IllegalArgumentException("A benefit is 0 or more and cannot be " + benefit + ".");
            }
            sum += benefit;
        }
        double mean = sum / benefits.length;
        double entropy = 0;
        for (double benefit : benefits) {
            double share = benefit / mean;
            if (alpha == 1) {
                entropy += share == 0 ? 0 : share * Math.log(share);
            } else {
                entropy += (Math.pow(share, alpha) - 1) / (alpha * (alpha - 1));
            }
        }
        return entropy / benefits.length;
    }

    /** Theil index: the order 1. */
    public static double theil(double[] benefits) {
        return generalizedEntropy(benefits, 1);
    }

    /**
     * Theil index of everybody's benefit ŷ − y + 1: 1 for whoever was judged rightly, 2 for whoever was chosen wrongly, 0
     * for whoever was passed over wrongly. NaN for nobody.
     */
    static double theil(ConfusionMatrix people) {
        double right = (double) people.truePositives() + people.trueNegatives();
        double mean = (right + 2.0 * people.falsePositives()) / people.total();
        return (right * term(1 / mean) + people.falsePositives() * term(2 / mean)) / people.total();
    }

    private static double term(double share) {
        return share * Math.log(share);
    }
}
