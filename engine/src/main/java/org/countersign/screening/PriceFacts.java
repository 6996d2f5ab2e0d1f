package org.countersign.screening;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.countersign.policy.FactSet;
import org.countersign.suggestion.Proposal.Price;
import org.jspecify.annotations.Nullable;

/** What follows from the amounts of a price offer. */
final class PriceFacts {

    private PriceFacts() {}

    static void add(FactSet.Builder facts, @Nullable Price price) {
        if (price != null) {
            facts.flag("price.showsReference", price.referenceShown() != null)
                    .number("price.discountPercent", discountPercent(price))
                    .number("price.increasePercent", increasePercent(price));
        }
    }

    /** Unknown for a list price of 0; 0 for an offer above the list price, which is no reduction. */
    private static @Nullable BigDecimal discountPercent(Price price) {
        return percent(price.list().subtract(price.offered()), price.list());
    }

    /** Unknown where the lowest price of the last 30 days is, or was nothing. */
    private static @Nullable BigDecimal increasePercent(Price price) {
        BigDecimal lowest = price.lowest30d();
        return lowest == null ? null : percent(price.offered().subtract(lowest), lowest);
    }

    private static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? null
                : part.max(BigDecimal.ZERO).movePointRight(2).divide(whole, 10, RoundingMode.HALF_UP);
    }
}
