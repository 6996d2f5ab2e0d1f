package org.countersign.screening;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.countersign.policy.FactSet;
import org.countersign.suggestion.Proposal.Price;
import org.jspecify.annotations.Nullable;

/** What follows from the amounts of a price offer. */
final class PriceFacts {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

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

    /** What follows for the other facts of a price, where one of them is changed. */
    static void follow(Map<String, Object> values, String changed) {
        if (changed.equals("price.discountPercent")
                && values.get("price.list") instanceof BigDecimal list
                && values.get(changed) instanceof BigDecimal discount) {
            values.put(
                    "price.offered",
                    list.multiply(HUNDRED.subtract(discount)).movePointLeft(2).setScale(2, RoundingMode.HALF_UP));
        }
        if (!(values.get("price.offered") instanceof BigDecimal offered)
                || !(changed.equals("price.offered") || changed.equals("price.discountPercent"))) {
            return;
        }
        if (values.get("price.list") instanceof BigDecimal list && !changed.equals("price.discountPercent")) {
            put(values, "price.discountPercent", percent(list.subtract(offered), list));
        }
        if (values.get("price.lowest30d") instanceof BigDecimal lowest) {
            put(values, "price.increasePercent", percent(offered.subtract(lowest), lowest));
        }
    }

    private static void put(Map<String, Object> values, String fact, @Nullable BigDecimal number) {
        if (number == null) {
            values.remove(fact);
        } else {
            values.put(fact, number);
        }
    }

    private static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? null
                : part.max(BigDecimal.ZERO).movePointRight(2).divide(whole, 10, RoundingMode.HALF_UP);
    }
}
