package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param left who was left out, and why
 * @param warnings what cannot be met, in sentences
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
        List<Placement> placements,
        List<Left> left,
        List<LimitUse> limits,
        List<String> warnings) {

    /**
     * A place of a suggestion.
     *
     * @param name the producer's externalId
     * @param note why it was dropped or excluded; null if it was not
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
            @Nullable String note) {}

    /** What became of a place. */
    public enum PlacementState {
        PROPOSED,
        CONFIRMED,
        EXCLUDED,
        DROPPED,
        RELEASED
    }

    /** A suggestion without a place. */
    public record Left(SuggestionId suggestion, String name, String reason) {}

    /**
     * How far a limit is used.
     *
     * @param label for example {@code The capacity of slot tue-mail}
     * @param earlier taken by plans confirmed before
     * @param used by this plan
     * @param max for both together; null for none
     */
    public record LimitUse(
            LimitKind kind,
            String label,
            BigDecimal earlier,
            BigDecimal used,
            @Nullable BigDecimal max) {

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
        BOOK
    }
}
