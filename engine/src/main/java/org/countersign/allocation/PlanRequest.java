package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planning problem as the contract writes it (section 2, {@code POST /api/v1/allocation-plans}), and as the product's
 * own planning poses it. As it may come from outside, nothing about it is certain until {@link PlanCheck} has seen it.
 *
 * @param timeLimit how long to plan; null for ten seconds
 * @param pairs where a campaign may take a slot; nowhere else, and each at most once
 * @param slotConflicts pairs of slots of which no campaign may have both
 * @param pins pairs that are in the plan whatever happens
 * @param keep pairs of an earlier plan, and what it should cost to give each up; null for none
 * @param seed of all random choices: where planning ends before the time is up, the same seed gives the same plan; null
 *     for 0
 */
public record PlanRequest(
        @Nullable Duration timeLimit,
        List<Campaign> campaigns,
        List<Slot> slots,
        List<Pair> pairs,
        List<Limit> limits,
        List<List<String>> slotConflicts,
        List<Pin> pins,
        List<Keep> keep,
        @Nullable Long seed) {

    /** Lists that are absent are empty. */
    public PlanRequest {
        campaigns = present(campaigns);
        slots = present(slots);
        pairs = present(pairs);
        limits = present(limits);
        slotConflicts = present(slotConflicts);
        pins = present(pins);
        keep = present(keep);
    }

    /** A problem of its own, without an earlier plan. */
    public PlanRequest(
            @Nullable Duration timeLimit,
            List<Campaign> campaigns,
            List<Slot> slots,
            List<Pair> pairs,
            List<Limit> limits,
            List<List<String>> slotConflicts,
            List<Pin> pins) {
        this(timeLimit, campaigns, slots, pairs, limits, slotConflicts, pins, List.of(), null);
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(list);
    }

    /** What wants to be placed, at least {@code minPlacements} and at most {@code maxPlacements} times. */
    public record Campaign(
            String id, int minPlacements, @Nullable Integer maxPlacements) {}

    /** Where something can be placed; channel and times are for people and do not bind by themselves. */
    public record Slot(
            String id,
            @Nullable String channel,
            @Nullable Instant start,
            @Nullable Instant end) {}

    /** A campaign may take a slot, for a value that may be negative; load and cost are 0 where null. */
    public record Pair(
            String campaign,
            String slot,
            BigDecimal value,
            @Nullable BigDecimal load,
            @Nullable BigDecimal cost) {}

    /**
     * Bounds the sum of a measure over the chosen placements of some campaigns in some slots.
     *
     * @param slots null for all
     * @param campaigns null for all
     * @param max inclusive; null for none
     * @param min inclusive; null for none
     */
    public record Limit(
            String id,
            @Nullable List<String> slots,
            @Nullable List<String> campaigns,
            Measure measure,
            @Nullable BigDecimal max,
            @Nullable BigDecimal min) {}

    /** What a limit adds up. */
    public enum Measure {
        PLACEMENTS,
        LOAD,
        COST
    }

    /** A pair that was in an earlier plan; giving it up counts {@code cost} against the new one. */
    public record Keep(String campaign, String slot, BigDecimal cost) {}

    /** A pair that is to be in the plan. */
    public record Pin(String campaign, String slot) {}
}
