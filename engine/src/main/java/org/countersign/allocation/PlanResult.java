package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan with what is proven about it, in the contract's words.
 *
 * @param upperBound no plan that meets all demands is worth more
 * @param gap (upperBound − totalValue) / |upperBound|, 0 when equal; null if infeasible
 * @param violations what the plan breaks, and which demands cannot hold together; empty if feasible
 */
public record PlanResult(
        boolean feasible,
        BigDecimal totalValue,
        BigDecimal upperBound,
        @Nullable BigDecimal gap,
        List<Placement> placements,
        List<Unplaced> unplaced,
        List<Unused> unusedSlots,
        List<LimitUse> limits,
        List<Violation> violations,
        Duration solvedIn) {

    /** A chosen pair, and why it is this slot, in one sentence or two. */
    public record Placement(String campaign, String slot, BigDecimal value, String reason) {}

    /** A campaign without any placement, and why, in one sentence or two. */
    public record Unplaced(String campaign, String reason) {}

    /** A slot in which nothing is placed, and why. */
    public record Unused(String slot, String reason) {}

    /**
     * How much of a limit is used; {@code max} and {@code slack} are null where it has no maximum.
     *
     * @param worth what one more unit of the maximum would bring: the most valuable placement that it lets in; where one
     *     unit lets none in, about, from the prices at which the relaxed problem balances; null where the limit does not
     *     bind
     */
    public record LimitUse(
            String id,
            BigDecimal used,
            @Nullable BigDecimal max,
            @Nullable BigDecimal slack,
            @Nullable BigDecimal worth) {}

    /**
     * Something that is wrong with the plan.
     *
     * @param ids the limits, campaigns and slots it is about
     * @param amount by how much; null where that has no meaning
     */
    public record Violation(
            Type type, List<String> ids, @Nullable BigDecimal amount, String message) {

        /** What sort of violation it is. */
        public enum Type {
            LIMIT_ABOVE_MAX,
            LIMIT_BELOW_MIN,
            CAMPAIGN_ABOVE_MAX,
            CAMPAIGN_BELOW_MIN,
            SLOT_CONFLICT,
            CANNOT_HOLD_TOGETHER,
            NOT_PROVEN
        }
    }
}
