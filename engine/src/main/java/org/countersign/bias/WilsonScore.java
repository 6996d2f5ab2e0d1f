package org.countersign.bias;

/**
 * Wilson's score interval of one rate (1927): unlike the textbook interval it keeps its level near 0 and 1 and for small
 * samples, and never leaves 0 to 1.
 */
public final class WilsonScore {

    private WilsonScore() {}

    /** @param sample not empty */
    public static Interval interval(Sample sample, Confidence confidence) {
        double z = confidence.z();
        double favoured = sample.favoured();
        double others = sample.eligible() - favoured;
        double middle = favoured + z * z / 2;
        double half = z * Math.sqrt(favoured * others / sample.eligible() + z * z / 4);
        double total = sample.eligible() + z * z;
        return new Interval(
                favoured == 0 ? 0 : (middle - half) / total, // exact where rounding would leave a trace
                others == 0 ? 1 : Math.min(1, (middle + half) / total));
    }
}
