package org.countersign.bias;

/**
 * Sums over clusters of rows that are not independent: the repeated rows of one customer, or all customers whom one
 * decision on one suggestion moves together. From the sums alone follows how much less they say than as many independent
 * rows would, so they can be stored, added up over days, and judged later.
 *
 * @param clusters how many
 * @param eligible rows, summed over the clusters
 * @param favoured favoured rows
 * @param eligibleSquared squares of the clusters' rows
 * @param product products of the clusters' rows and favoured rows
 * @param favouredSquared squares of the clusters' favoured rows
 */
public record ClusterTotals(
        double clusters,
        double eligible,
        double favoured,
        double eligibleSquared,
        double product,
        double favouredSquared) {

    public static final ClusterTotals NONE = new ClusterTotals(0, 0, 0, 0, 0, 0);

    /** One cluster. */
    public static ClusterTotals of(double eligible, double favoured) {
        return new ClusterTotals(1, eligible, favoured, eligible * eligible, eligible * favoured, favoured * favoured);
    }

    public ClusterTotals plus(ClusterTotals other) {
        return new ClusterTotals(
                clusters + other.clusters,
                eligible + other.eligible,
                favoured + other.favoured,
                eligibleSquared + other.eligibleSquared,
                product + other.product,
                favouredSquared + other.favouredSquared);
    }

    /** The rows as if they were independent. */
    public Sample rows() {
        return new Sample(favoured, eligible);
    }

    /**
     * Variance of the rate relative to that of as many independent rows, by linearisation of the ratio (Taylor). 1 where
     * every cluster is one row; NaN where it cannot be told: fewer than two clusters.
     */
    public double designEffect() {
        if (clusters < 2) {
            return Double.NaN;
        }
        double rate = favoured / eligible;
        double binomial = rate * (1 - rate);
        if (binomial == 0) {
            // Everybody or nobody: then all clusters agree, and their sizes alone tell how far one row repeats another.
            return eligibleSquared / eligible;
        }
        double residuals = favouredSquared - 2 * rate * product + rate * rate * eligibleSquared;
        return clusters / (clusters - 1) * Math.max(0, residuals) / (eligible * binomial);
    }

    /**
     * The independent rows that say as much, for any interval or test of rates: counts divided by the design effect (Rao
     * and Scott, Biometrics 48, 1992). Never more than there are. Fewer than two clusters say nothing: an empty sample.
     */
    public Sample effective() {
        double effect = designEffect();
        if (eligible == 0 || Double.isNaN(effect)) {
            return clusters == 1 && eligible == 1 ? rows() : new Sample(0, 0);
        }
        return rows().scaledBy(1 / Math.max(1, effect));
    }
}
