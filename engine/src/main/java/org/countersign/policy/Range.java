package org.countersign.policy;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between two ends.
 *
 * @param low lower end; null for none
 * @param withLow whether the lower end belongs to it
 * @param high upper end; null for none
 * @param withHigh whether the upper end belongs to it
 */
record Range(
        @Nullable BigDecimal low, boolean withLow, @Nullable BigDecimal high, boolean withHigh) {

    static final Range ALL = new Range(null, false, null, false);

    /** What of this fits an operator and a number; operators that are no comparison change nothing. */
    Range and(Operator operator, BigDecimal number) {
        return switch (operator) {
            case EQUAL -> and(new Range(number, true, number, true));
            case LESS -> and(new Range(null, false, number, false));
            case AT_MOST -> and(new Range(null, false, number, true));
            case MORE -> and(new Range(number, false, null, false));
            case AT_LEAST -> and(new Range(number, true, null, false));
            case NOT_EQUAL, IN, NOT_IN, CONTAINS, NOT_CONTAINS, CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY, MENTIONS ->
                this;
        };
    }

    Range and(Range other) {
        boolean otherLow = other.low != null
                && (low == null || other.low.compareTo(low) > 0 || (other.low.compareTo(low) == 0 && !other.withLow));
        boolean otherHigh = other.high != null
                && (high == null
                        || other.high.compareTo(high) < 0
                        || (other.high.compareTo(high) == 0 && !other.withHigh));
        return new Range(
                otherLow ? other.low : low,
                otherLow ? other.withLow : withLow,
                otherHigh ? other.high : high,
                otherHigh ? other.withHigh : withHigh);
    }

    boolean isEmpty() {
        if (low == null || high == null) {
            return false;
        }
        int sign = low.compareTo(high);
        return sign > 0 || (sign == 0 && !(withLow && withHigh));
    }

    /** The one number that is left, if only one is. */
    Optional<BigDecimal> single() {
        return low != null && high != null && low.compareTo(high) == 0 && withLow && withHigh
                ? Optional.of(low)
                : Optional.empty();
    }

    boolean meets(Range other) {
        return !and(other).isEmpty();
    }

    /** Whether a number of this can be smaller than one of the other. */
    boolean canBeBelow(Range other) {
        return low == null || other.high == null || low.compareTo(other.high) < 0;
    }

    /** Ranges in the order of their lower ends. */
    static final Comparator<Range> BY_LOW = (one, two) -> {
        if (one.low == null || two.low == null) {
            return one.low == two.low ? 0 : one.low == null ? -1 : 1;
        }
        int sign = one.low.compareTo(two.low);
        return sign != 0 ? sign : Boolean.compare(two.withLow, one.withLow);
    };

    /** "from 50 (not included) to 60" between the upper end of one and the lower end of the next; empty if they touch. */
    static Optional<Range> between(Range below, Range above) {
        if (below.high == null || above.low == null) {
            return Optional.empty();
        }
        Range gap = new Range(/* low= */ below.high, !below.withHigh, /* high= */ above.low, !above.withLow);
        return gap.isEmpty() ? Optional.empty() : Optional.of(gap);
    }

    boolean isBounded() {
        return low != null && high != null;
    }

    /** For a sentence. */
    String described() {
        if (single().isPresent()) {
            return "at exactly " + single().get().toPlainString();
        }
        return Stream.of(
                        low == null ? "" : "from " + low.toPlainString() + (withLow ? "" : " (not included)"),
                        high == null ? "" : "to " + high.toPlainString() + (withHigh ? "" : " (not included)"))
                .filter(end -> !end.isEmpty())
                .reduce((one, two) -> one + " " + two)
                .orElse("everywhere");
    }
}
