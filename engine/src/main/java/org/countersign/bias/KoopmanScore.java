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

    /** A guard only: an end takes about eight steps, and no more than fifty were seen. */
    private static final int MAX_STEPS = 200;

    /** How closely an end is found, relative to itself: a few of the last binary digits. */
    private static final double PRECISION = 1e-15;

    private KoopmanScore() {}

    /**
     * The interval of the rate of {@code group} divided by that of {@code reference}, within 0 to infinity: 0 to infinity
     * itself if neither has anybody favoured. Neither sample is empty.
     */
    public static Interval interval(Sample group, Sample reference, Confidence confidence) {
        double z = confidence.z();
        return new Interval(lowest(group, reference, z), 1 / lowest(reference, group, z));
    }

    /**
     * The smallest ratio whose score stays within the limit. The score falls steadily from infinity at 0 down to 0 at the
     * observed ratio, so there is one. The largest is the reciprocal of the smallest with the groups exchanged.
     */
    private static double lowest(Sample group, Sample reference, double z) {
        if (group.favoured() == 0) {
            return 0;
        }
        double observed = group.ratioTo(reference);
        double inside = Double.isInfinite(observed) ? 1 : observed;
        double beyondInside = beyond(group, reference, inside, z);
        while (beyondInside > 0) {
            inside *= 2; // only without an observed ratio: the score then falls for ever
            beyondInside = beyond(group, reference, inside, z);
        }
        double outside = inside * Math.exp(-z * logarithmicError(group, reference));
        double beyondOutside = beyond(group, reference, outside, z);
        while (beyondOutside <= 0) {
            inside = outside;
            beyondInside = beyondOutside;
            outside /= 2;
            beyondOutside = beyond(group, reference, outside, z);
        }
        return between(group, reference, z, outside, beyondOutside, inside, beyondInside);
    }

    /**
     * Closes in on the end between two ratios by false position, in Illinois form: the value of a side that stays twice
     * is halved. The root of the score is nearly straight there. No step goes closer than the precision to either side,
     * so that both close in.
     */
    private static double between(
            Sample group,
            Sample reference,
            double z,
            double outside,
            double beyondOutside,
            double inside,
            double beyondInside) {
        int stays = 0; // 1 after a step of the outside, −1 after one of the inside
        for (int step = 0; step < MAX_STEPS; step++) {
            double closest = inside * PRECISION;
            double width = inside - outside;
            if (width <= 2 * closest) {
                break;
            }
            double straight = inside - width * beyondInside / (beyondInside - beyondOutside);
            double next = Math.max(outside + closest, Math.min(inside - closest, straight));
            double beyond = beyond(group, reference, next, z);
            if (beyond > 0) {
                beyondInside = stays > 0 ? beyondInside / 2 : beyondInside;
                outside = next;
                beyondOutside = beyond;
                stays = 1;
            } else {
                beyondOutside = stays < 0 ? beyondOutside / 2 : beyondOutside;
                inside = next;
                beyondInside = beyond;
                stays = -1;
            }
        }
        return inside;
    }

    /** By how many standard errors the ratio {@code theta} is too far from the observed one; at most 0 within the limit. */
    private static double beyond(Sample group, Sample reference, double theta, double z) {
        return Math.sqrt(score(group, reference, theta)) - z;
    }

    /** Standard error of the logarithm of the ratio (Katz), kept finite by halves: where to begin, and no more. */
    private static double logarithmicError(Sample group, Sample reference) {
        return Math.sqrt(1 / (group.favoured() + 0.5)
                - 1 / (group.eligible() + 1)
                + 1 / (reference.favoured() + 0.5)
                - 1 / (reference.eligible() + 1));
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
