package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a planner sees it.
 *
 * @param version to be handed back with a decision, so that nobody decides on what they have not seen
 * @param decidedBy null while PROPOSED
 * @param currency of all values and costs
 * @param gap (upperBound − totalValue) / |upperBound|; null where not all demands could be met
 * @param madeBy who had it planned as it is now
 * @param left who was left out, and why
 * @param unused slots in which nothing is placed, and why
 * @param warnings what cannot be met, in sentences
 * @param fairnessPrice what fair exposure of the audience groups costs in value; null where it is not demanded
 * @param excluded whom the planner left out
 */
public record PlanView(
        PlanId id,
        PlanState state,
        int version,
        Instant proposedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        String currency,
        BigDecimal totalValue,
        BigDecimal upperBound,
        @Nullable BigDecimal gap,
        Duration solvedIn,
        String madeBy,
        List<Placement> placements,
        List<Left> left,
        List<Unused> unused,
        List<LimitUse> limits,
        List<String> warnings,
        @Nullable BigDecimal fairnessPrice,
        Set<SuggestionId> excluded) {

    /**
     * A place of a suggestion.
     *
     * @param name the producer's externalId
     * @param note why it was dropped or excluded; null if it was not
     * @param reason why it is in this slot; null in plans from before reasons were kept
     */
    public record Placement(
            SuggestionId suggestion,
            int revision,
            String name,
            Kind kind,
            String slot,
            String channel,
            Instant start,
            Instant end,
            @Nullable String market,
            BigDecimal load,
            BigDecimal cost,
            BigDecimal value,
            @Nullable String segment,
            boolean pinned,
            PlacementState state,
            @Nullable String note,
            @Nullable String reason) {

        /** Whether it is part of the plan still. */
        public boolean stands() {
            return switch (state) {
                case PROPOSED, CONFIRMED -> true;
                case EXCLUDED, DROPPED, RELEASED -> false;
            };
        }
    }

    /** What became of a place. */
    public enum PlacementState {
        PROPOSED,
        CONFIRMED,
        EXCLUDED,
        DROPPED,
        RELEASED
    }

    /** A slot without a placement, and why. */
    public record Unused(String slot, String channel, Instant start, Instant end, BigDecimal capacity, String reason) {}

    /** A suggestion without a place. */
    public record Left(SuggestionId suggestion, String name, String reason) {}

    /**
     * How far a limit is used.
     *
     * @param label for example {@code The capacity of slot tue-mail}
     * @param subject what it is about, for example {@code tue-mail}; null in plans from before it was kept
     * @param earlier taken by plans confirmed before
     * @param used by this plan
     * @param max for both together; null for none
     * @param worth about what one more unit of the maximum would bring; null where it does not bind
     */
    public record LimitUse(
            LimitKind kind,
            String label,
            @Nullable String subject,
            BigDecimal earlier,
            BigDecimal used,
            @Nullable BigDecimal max,
            @Nullable BigDecimal worth) {

        /** How much of the maximum is taken, 0 to 1; 0 where there is none. */
        public double share() {
            BigDecimal most = max;
            if (most == null || most.signum() == 0) {
                return most == null ? 0 : 1;
            }
            return earlier.add(used).doubleValue() / most.doubleValue();
        }
    }

    /** Whose limit it is. */
    public enum LimitKind {
        CAPACITY,
        BUDGET,
        CAP,
        STOCK,
        EXPOSURE,
        BOOK
    }
}
