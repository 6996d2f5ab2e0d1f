package org.countersign.autonomy;

import java.math.BigDecimal;
import org.countersign.bias.ClopperPearson;
import org.countersign.bias.Confidence;
import org.countersign.bias.Sample;

/**
 * How far a model version is trusted: which part of the audit sample remains. Steps are taken one at a time, each on
 * evidence of its own, and what the risk table samples more often stays sampled more often.
 */
public enum Leeway {
    NONE("1", 0),
    HALF("0.5", 0.90),
    FIFTH("0.2", 0.95),
    TWENTIETH("0.05", 0.99);

    /** Two-sided, so that the lower end alone is missed no more often than one time in forty. */
    static final Confidence CONFIDENCE = new Confidence(0.95);

    private static final int MOST = 10_000;

    private final BigDecimal share;
    private final double required;

    Leeway(String share, double required) {
        this.share = new BigDecimal(share);
        this.required = required;
    }

    /** What the audit sample's rate is multiplied by, above 0 and at most 1. */
    public BigDecimal share() {
        return share;
    }

    /** The least that the lower end of "approved unchanged" must reach, 0 to 1. */
    public double required() {
        return required;
    }

    /** The next step; the last one is its own next. */
    public Leeway next() {
        return switch (this) {
            case NONE -> HALF;
            case HALF -> FIFTH;
            case FIFTH, TWENTIETH -> TWENTIETH;
        };
    }

    /** The smaller of two: where a suggestion goes to several markets, the least trusted one counts. */
    Leeway least(Leeway other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Whether this evidence carries it. */
    boolean isCarriedBy(Sample unchanged) {
        return low(unchanged) >= required;
    }

    /** How many more in a row must be approved unchanged before the evidence carries it; at most 10,000. */
    int missing(Sample unchanged) {
        int more = 0;
        while (more < MOST && !isCarriedBy(new Sample(unchanged.favoured() + more, unchanged.eligible() + more))) {
            more++;
        }
        return more;
    }

    /** Lower end of the Clopper-Pearson interval at 95 %; 0 of nothing. */
    static double low(Sample unchanged) {
        return unchanged.isEmpty()
                ? 0
                : ClopperPearson.interval(unchanged, CONFIDENCE).low();
    }
}
