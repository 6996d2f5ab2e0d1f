package org.countersign.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed amount drawn left or right of zero.
 *
 * @param value what the amount is about, beside the label; null for nothing
 * @param x left edge, for example {@code 50%}
 * @param width for example {@code 12.5%}
 */
record Bar(String label, @Nullable String value, double amount, String x, String width) {

    /** An amount before it is drawn. */
    record Amount(String label, @Nullable String value, double amount) {}

    /** Whether it goes to the right. */
    public boolean positive() {
        return amount >= 0;
    }

    /** Draws amounts to one scale, the largest reaching the edge. */
    static List<Bar> of(List<Amount> amounts) {
        double largest =
                amounts.stream().mapToDouble(a -> Math.abs(a.amount())).max().orElse(0);
        return amounts.stream().map(amount -> draw(amount, largest)).toList();
    }

    private static Bar draw(Amount amount, double largest) {
        double share = largest == 0 ? 0 : Math.abs(amount.amount()) / largest * 50;
        double left = amount.amount() < 0 ? 50 - share : 50;
        return new Bar(amount.label(), amount.value(), amount.amount(), Show.percent(left), Show.percent(share));
    }
}
