package org.countersign.allocation.solver;

import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link Problem} together. Indexes are given out from 0 in the order of the calls. It trusts its caller: ids,
 * signs and sizes were checked before.
 */
public final class ProblemBuilder {

    final long unit;
    int slots;
    final Ints campaignMin = new Ints();
    final Ints campaignMax = new Ints();
    final Ints pairCampaign = new Ints();
    final Ints pairSlot = new Ints();
    final Longs pairValue = new Longs();
    final Ints pins = new Ints();
    final Longs limitMin = new Longs();
    final Longs limitMax = new Longs();
    final java.util.List<Limit> limits = new java.util.ArrayList<>();
    final Ints conflictSlots = new Ints();

    /** @param unit the scaled quantity of one placement, 1 or more */
    public ProblemBuilder(long unit) {
        this.unit = unit;
    }

    /** Adds a campaign that gets {@code min} to {@code max} placements. */
    public int campaign(int min, int max) {
        campaignMin.add(min);
        campaignMax.add(max);
        return campaignMin.size() - 1;
    }

    /** Adds a slot. */
    public int slot() {
        return slots++;
    }

    /** Allows a campaign a slot, for a scaled value. */
    public int pair(int campaign, int slot, long value) {
        pairCampaign.add(campaign);
        pairSlot.add(slot);
        pairValue.add(value);
        return pairCampaign.size() - 1;
    }

    /** Bounds the sum of {@code limit}'s amounts over the chosen pairs of its campaigns in its slots. */
    public int limit(Limit limit, long min, long max) {
        limits.add(limit);
        limitMin.add(min);
        limitMax.add(max);
        return limits.size() - 1;
    }

    /** Forbids any campaign to have both slots. */
    public void conflict(int slot, int other) {
        conflictSlots.add(slot);
        conflictSlots.add(other);
    }

    /** Fixes a pair in the plan. */
    public void pin(int pair) {
        pins.add(pair);
    }

    /** The finished problem. */
    public Problem build() {
        Memberships memberships = new Memberships(this);
        return new Problem(this, memberships, new Conflicts(this, memberships.pairsOfCampaign));
    }

    /**
     * Whom a limit bounds and in what.
     *
     * @param campaigns indexes, null for all
     * @param slots indexes, null for all
     * @param amounts what a pair takes of it; null where every placement takes one {@code unit}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Limit(
            int @Nullable [] campaigns,
            int @Nullable [] slots,
            @Nullable Amounts amounts) {}

    /** A scaled quantity for each pair, 0 or more. */
    @FunctionalInterface
    public interface Amounts {
        /** What choosing this pair takes. */
        long of(int pair);
    }
}
