package org.countersign.bias;

/**
 * Fisher's exact test of the 2×2 table whose columns are the groups and whose rows are favoured and not favoured;
 * two-sided: the probability of all tables with the same margins that are no more likely than the one seen.
 *
 * <p>Walks outwards from the likeliest table until nothing is left to add, which takes time with the square root of the
 * counts; the test of Commons Statistics, to which ours is compared, takes time with the counts themselves: minutes for
 * an audience of a thousand million, which anyone may post.
 */
public final class FisherExact {

    /** Tables as likely as the observed one differ from it by rounding only; the tolerance of R's fisher.test. */
    private static final double EQUALLY_LIKELY = 1 + 1e-7;

    private static final double NOTHING = 1e-300;

    private final double favoured;
    private final double others;
    private final double group;

    private FisherExact(Sample group, Sample reference) {
        this.favoured = group.favoured() + reference.favoured();
        this.others = group.eligible() + reference.eligible() - favoured;
        this.group = group.eligible();
    }

    /** The two-sided p-value, 0 to 1. Counts are whole numbers. */
    public static double pValue(Sample group, Sample reference) {
        return new FisherExact(group, reference).pValue(group.favoured());
    }

    private double pValue(double observed) {
        double lowest = Math.max(0, group - others);
        double highest = Math.min(group, favoured);
        double likeliest =
                Math.clamp(Math.floor((group + 1) * (favoured + 1) / (favoured + others + 2)), lowest, highest);
        double limit = weight(likeliest, observed) * EQUALLY_LIKELY;
        double negligible = limit * 1e-17;

        double all = 0;
        double asExtreme = 0;
        double weight = 1;
        for (double k = likeliest; k >= lowest && weight > negligible; k--) {
            all += weight;
            asExtreme += weight <= limit ? weight : 0;
            weight *= stepBack(k);
        }
        weight = likeliest < highest ? step(likeliest) : 0;
        for (double k = likeliest + 1; k <= highest && weight > negligible; k++) {
            all += weight;
            asExtreme += weight <= limit ? weight : 0;
            weight *= step(k);
        }
        return Math.min(1, asExtreme / all);
    }

    /** How likely {@code to} favoured in the group are, relative to {@code from}; 0 where it is next to nothing. */
    private double weight(double from, double to) {
        double weight = 1;
        for (double k = from; k < to && weight > NOTHING; k++) {
            weight *= step(k);
        }
        for (double k = from; k > to && weight > NOTHING; k--) {
            weight *= stepBack(k);
        }
        return weight > NOTHING ? weight : 0;
    }

    /** How much likelier {@code k + 1} favoured in the group are than {@code k}. */
    private double step(double k) {
        return (group - k) * (favoured - k) / ((k + 1) * (others - group + k + 1));
    }

    /** How much likelier {@code k - 1} are than {@code k}: a factor too, since dividing by the step takes thrice as long. */
    private double stepBack(double k) {
        return k * (others - group + k) / ((group - k + 1) * (favoured - k + 1));
    }
}
