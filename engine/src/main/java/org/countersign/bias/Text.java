package org.countersign.bias;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.countersign.bias.BiasCheckRequest.Group;

/** How the sentences of a report write numbers. */
final class Text {

    private Text() {}

    /** At most three decimals, four significant digits below 1, without trailing zeros; "unbounded" for infinity. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return "unbounded";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = value < 1
                ? exact.round(new MathContext(4, RoundingMode.HALF_EVEN))
                : exact.setScale(3, RoundingMode.HALF_EVEN);
        return rounded.stripTrailingZeros().toPlainString();
    }

    static String interval(Interval interval) {
        return number(interval.low()) + " to " + number(interval.high());
    }

    /** For example "99 %". */
    static String percent(Confidence confidence) {
        return BigDecimal.valueOf(confidence.level() * 100)
                        .round(new MathContext(6, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** For example "65+ (12 of 72)". */
    static String counts(Group group) {
        return group.group() + " (" + group.favoured() + " of " + group.eligible() + ")";
    }
}
