package org.countersign.allocation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the product's own planning: as the solver is asked it, and in words.
 *
 * @param asked less what earlier plans have taken
 * @param kind whose limit it is
 * @param label for example {@code The capacity of slot tue-mail}
 * @param subject what it is about, for sentences: a slot, a name, an audience
 * @param earlier taken by plans confirmed before
 * @param max for both together; null for none
 */
record BoundLimit(
        PlanRequest.Limit asked,
        PlanView.LimitKind kind,
        String label,
        String subject,
        BigDecimal earlier,
        @Nullable BigDecimal max) {

    /**
     * Why something that needs so much does not fit, in a sentence; quantities of this plan alone.
     *
     * @param currency of what costs
     */
    String obstacle(String used, String left, String needed, String currency) {
        BigDecimal all = earlier.add(new BigDecimal(used));
        String of = PlanNames.plain(all) + " of " + (max == null ? left : PlanNames.plain(max));
        String before = earlier.signum() == 0 ? "" : ", " + PlanNames.plain(earlier) + " by earlier plans";
        return switch (kind) {
            case CAPACITY ->
                "Slot " + subject + " has too little room (" + of + " taken" + before + "; it needs " + needed + ").";
            case BUDGET ->
                "The budget of " + subject + " has too little left ("
                        + PlanNames.money(all, currency) + " of "
                        + PlanNames.money(max == null ? new BigDecimal(left) : max, currency)
                        + " spent; a placement costs " + PlanNames.money(new BigDecimal(needed), currency) + ").";
            case CAP -> "Its audience, " + subject + ", reached its weekly cap (" + of + " placements" + before + ").";
            case STOCK ->
                subject + " would run out: its stock allows "
                        + (max == null ? left : PlanNames.plain(max))
                        + " placements, and " + PlanNames.plain(all) + " are planned" + before + ".";
            case EXPOSURE, BOOK ->
                asked.measure() == PlanRequest.Measure.PLACEMENTS
                        ? label + " is reached (" + of + " placements" + before + ")."
                        : label + " has too little left (" + of + " used" + before + "; it needs " + needed + ").";
        };
    }
}
