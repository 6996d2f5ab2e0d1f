package org.countersign.bias;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Two groups compared within strata, and only within them, so that what differs between the strata (the shelf price, the
 * sort of suggestion, the score) explains nothing away and feigns nothing.
 *
 * @param strata those in which one group is missing carry no weight
 */
public record MantelHaenszel(List<Stratum> strata) {

    private static final ChiSquaredDistribution ONE_DEGREE = ChiSquaredDistribution.of(1);

    public MantelHaenszel {
        strata = List.copyOf(strata);
    }

    /** Both groups under the same conditions. */
    public record Stratum(Sample group, Sample reference) {

        double total() {
            return group.eligible() + reference.eligible();
        }

        private double a() {
            return group.favoured();
        }

        private double b() {
            return group.eligible() - group.favoured();
        }

        private double c() {
            return reference.favoured();
        }

        private double d() {
            return reference.eligible() - reference.favoured();
        }

        boolean isEmpty() {
            return total() == 0;
        }

        /** Favoured of the group that chance alone would give it, and how that varies. */
        private double expected() {
            return group.eligible() * (a() + c()) / total();
        }

        private double variance() {
            double total = total();
            return total < 2
                    ? 0
                    : group.eligible()
                            * reference.eligible()
                            * (a() + c())
                            * (b() + d())
                            / (total * total * (total - 1));
        }

        private double forGroup() {
            return a() * d() / total();
        }

        private double forReference() {
            return b() * c() / total();
        }
    }

    /** Common odds ratio of being favoured, 0 to infinity; 1 means parity; NaN if no stratum tells anything. */
    public double oddsRatio() {
        double forGroup = 0;
        double forReference = 0;
        for (Stratum stratum : filled()) {
            forGroup += stratum.forGroup();
            forReference += stratum.forReference();
        }
        return forGroup / forReference;
    }

    /**
     * Interval of the common odds ratio: Robins, Breslow and Greenland (Biometrics 42, 1986). From 0 to infinity where
     * one of the sums is 0.
     */
    public Interval interval(Confidence confidence) {
        double r = 0;
        double s = 0;
        double pr = 0;
        double psqr = 0;
        double qs = 0;
        for (Stratum stratum : filled()) {
            double p = (stratum.a() + stratum.d()) / stratum.total();
            double q = (stratum.b() + stratum.c()) / stratum.total();
            r += stratum.forGroup();
            s += stratum.forReference();
            pr += p * stratum.forGroup();
            psqr += p * stratum.forReference() + q * stratum.forGroup();
            qs += q * stratum.forReference();
        }
        if (r == 0 || s == 0) {
            return new Interval(0, Double.POSITIVE_INFINITY);
        }
        double error = Math.sqrt(pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s));
        double width = confidence.z() * error;
        return new Interval(Math.exp(Math.log(r / s) - width), Math.exp(Math.log(r / s) + width));
    }

    /** Cochran-Mantel-Haenszel statistic with continuity correction, chi-square with one degree of freedom. */
    public double statistic() {
        double difference = 0;
        double variance = 0;
        for (Stratum stratum : filled()) {
            difference += stratum.a() - stratum.expected();
            variance += stratum.variance();
        }
        double distance = Math.max(0, Math.abs(difference) - 0.5);
        return variance == 0 ? 0 : distance * distance / variance;
    }

    /** Two-sided p-value of {@link #statistic}, 0 to 1. */
    public double pValue() {
        return ONE_DEGREE.survivalProbability(statistic());
    }

    /** Breslow-Day statistic: whether the strata can share one odds ratio. One degree of freedom less than strata. */
    public double homogeneityStatistic() {
        double odds = oddsRatio();
        return filled().stream()
                .mapToDouble(stratum -> distanceFrom(stratum, odds))
                .sum();
    }

    /** P-value of the Breslow-Day statistic; NaN with fewer than two strata. */
    public double homogeneityPValue() {
        int strata = filled().size();
        return strata < 2
                ? Double.NaN
                : ChiSquaredDistribution.of(strata - 1.0).survivalProbability(homogeneityStatistic());
    }

    private static double distanceFrom(Stratum stratum, double odds) {
        double group = stratum.group().eligible();
        double favoured = stratum.a() + stratum.c();
        double expected =
                expectedUnder(odds, group, favoured, stratum.reference().eligible());
        double variance = 1
                / (1 / expected
                        + 1 / (group - expected)
                        + 1 / (favoured - expected)
                        + 1 / (stratum.reference().eligible() - favoured + expected));
        double distance = stratum.a() - expected;
        return Double.isFinite(variance) && variance > 0 ? distance * distance / variance : 0;
    }

    /** The count at which a table with these margins has exactly this odds ratio: the root that lies in range. */
    private static double expectedUnder(double odds, double group, double favoured, double reference) {
        if (odds == 1) {
            return group * favoured / (group + reference);
        }
        double a = odds - 1;
        double b = -(odds * (favoured + group) + reference - favoured);
        double c = odds * favoured * group;
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
        double first = (-b - root) / (2 * a);
        return first >= Math.max(0, favoured - reference) && first <= Math.min(favoured, group)
                ? first
                : (-b + root) / (2 * a);
    }

    private List<Stratum> filled() {
        return strata.stream().filter(stratum -> !stratum.isEmpty()).toList();
    }
}
