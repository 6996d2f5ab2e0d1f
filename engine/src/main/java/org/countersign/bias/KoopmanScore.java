package org.countersign.bias;

/**
 * Koopman's score interval of the ratio of two independent rates (Biometrics 40, 1984): all ratios that the chi-square
 * score test does not reject. It holds its level for small samples and stays valid where a group has nobody favoured or
 * everybody, where the logarithmic interval (Katz) breaks down.
 *
 * <p>The score is used in the form of Gart and Nam (Biometrics 44, 1988), (p1 − θ·p2)² / (q1 + θ²·q2) with the variances
 * at the most likely rates whose ratio is θ. It equals Koopman's, and divides by no count that can be 0.
 */
public final class KoopmanScore {

    private static final int MAX_STEPS = 200;

    private KoopmanScore() {}

    /**
     * The interval of the rate of {@code group} divided by that of {@code reference}, within 0 to infinity: 0 to infinity
     * itself if neither has anybody favoured. Neither sample is empty.
     */
    public static Interval interval(Sample group, Sample reference, Confidence confidence) {
        double limit = confidence.z() * confidence.z();
        return new Interval(lowest(group, reference, limit), 1 / lowest(reference, group, limit));
    }

    /**
     * The smallest ratio whose score stays within the limit. The score falls steadily from infinity at 0 down to 0 at the
     * observed ratio, so there is one. The largest is the reciprocal of the smallest with the groups exchanged.
     */
    private static double lowest(Sample group, Sample reference, double limit) {
        if (group.favoured() == 0) {
            return 0;
        }
        double observed = group.ratioTo(reference);
        double inside = Double.isInfinite(observed) ? 1 : observed;
        while (score(group, reference, inside) > limit) {
            inside *= 2; // only without an observed ratio: the score then falls for ever
        }
        double outside = inside / 2;
        while (score(group, reference, outside) <= limit) {
            outside /= 2;
        }
        for (int step = 0; step < MAX_STEPS; step++) {
            double middle = Math.sqrt(outside * inside);
            if (middle <= outside || middle >= inside) {
                break; // neighbours
            }
            if (score(group, reference, middle) > limit) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return inside;
    }

    /** The score statistic of the hypothesis that the ratio is {@code theta}. */
    public static double score(Sample group, Sample reference, double theta) {
        double distance = group.rate() - theta * reference.rate();
        if (distance == 0) {
            return 0;
        }
        double second = likelyReferenceRate(group, reference, theta);
        double first = Math.min(1, theta * second);
        double variance =
                first * (1 - first) / group.eligible() + theta * theta * second * (1 - second) / reference.eligible();
        return distance * distance / variance;
    }

    /**
     * The most likely rate of the reference if the ratio is {@code theta}: the smaller root of a quadratic, written so
     * that nothing cancels. Under the root stands a sum of squares, equal to B² − 4AC of the textbook form.
     */
    static double likelyReferenceRate(Sample group, Sample reference, double theta) {
        double a = theta * (group.eligible() + reference.favoured());
        double b = group.favoured() + reference.eligible();
        double others = (group.eligible() - group.favoured()) * (reference.eligible() - reference.favoured());
        double root = Math.sqrt((a - b) * (a - b) + 4 * theta * others);
        return Math.min(1, 2 * (group.favoured() + reference.favoured()) / (a + b + root));
    }
}
