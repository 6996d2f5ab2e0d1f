package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;

/**
 * What people call the things of a plan: the words in its explanations.
 *
 * @param campaign from an id to a name, for example {@code offer-17}
 * @param slot from an id to a name
 * @param limit from an id to the beginning of a sentence, for example {@code The capacity of slot tue-mail}
 * @param obstacle says in a sentence why something does not fit into a limit
 * @param currency appended to values; empty where they have no currency
 */
record PlanNames(
        UnaryOperator<String> campaign,
        UnaryOperator<String> slot,
        UnaryOperator<String> limit,
        Obstacle obstacle,
        String currency) {

    /** Why something does not fit into a limit. */
    @FunctionalInterface
    interface Obstacle {
        /** A sentence; all quantities in the limit's own unit, as people read them. */
        String say(String limit, String used, String max, String needed);
    }

    /** Nothing but the ids. */
    static PlanNames ids() {
        return new PlanNames(
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                id -> "Limit " + id,
                (limit, used, max, needed) -> "Limit " + limit + " has too little left (" + used + " of " + max
                        + " used, it needs " + needed + ").",
                "");
    }

    /** A value as people read it. */
    String money(BigDecimal value) {
        return money(value, currency);
    }

    /** An amount as people read it; plain where there is no currency. */
    static String money(BigDecimal value, String currency) {
        if (currency.isEmpty()) {
            return plain(value);
        }
        // A third of a hundred euros has no end: people read cents, and that something is left.
        BigDecimal shown = value.setScale(2, RoundingMode.HALF_EVEN);
        return shown.signum() == 0 && value.signum() != 0
                ? "less than 0.01 " + currency
                : shown.toPlainString() + " " + currency;
    }

    /** A quantity without superfluous zeros. */
    static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
