package org.countersign.allocation.solver;

/**
 * What is to be planned, in indexes and scaled whole numbers: which of the pairs (campaign, slot) to choose, so that the
 * value is largest, every campaign gets its number of placements, none gets a slot twice or two slots in conflict, and
 * every limit holds. Immutable; {@link ProblemBuilder} makes it.
 *
 * <p>All quantities (placements, loads, costs) share one scale, in which one placement is {@link #unit}: so amounts by
 * which limits are broken can be added up. Values have a scale of their own.
 */
public final class Problem {

    /** The maximum of a limit that has none. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    final long unit;
    final int slots;
    final int[] campaignMin;
    final int[] campaignMax;
    final int[] pairCampaign;
    final int[] pairSlot;
    final long[] pairValue;
    final boolean[] pinned;
    final long[] limitMin;
    final long[] limitMax;
    final Rows pairsOfCampaign;
    final Rows pairsOfLimit;

    /** The limits that a pair takes something of; {@link #amounts} has the same places. */
    final Rows limitsOfPair;

    final long[] amounts;

    /** Pairs of the same campaign whose slot is in conflict with this pair's slot. */
    final Rows conflictsOfPair;

    /** Slots of one clique are pairwise in conflict, so a campaign gets at most one of them. */
    final int[] cliqueOfSlot;

    Problem(ProblemBuilder from, Memberships memberships, Conflicts conflicts) {
        unit = from.unit;
        slots = from.slots;
        campaignMin = from.campaignMin.toArray();
        campaignMax = from.campaignMax.toArray();
        pairCampaign = from.pairCampaign.toArray();
        pairSlot = from.pairSlot.toArray();
        pairValue = from.pairValue.toArray();
        pinned = new boolean[pairCampaign.length];
        from.pins.forEach(pair -> pinned[pair] = true);
        limitMin = from.limitMin.toArray();
        limitMax = from.limitMax.toArray();
        pairsOfCampaign = memberships.pairsOfCampaign;
        pairsOfLimit = memberships.pairsOfLimit;
        limitsOfPair = memberships.limitsOfPair;
        amounts = memberships.amounts;
        conflictsOfPair = conflicts.conflictsOfPair;
        cliqueOfSlot = conflicts.cliqueOfSlot;
    }

    private Problem(Problem from, Without without) {
        unit = from.unit;
        slots = from.slots;
        campaignMin = without.campaignMin;
        campaignMax = without.campaignMax;
        pairCampaign = from.pairCampaign;
        pairSlot = from.pairSlot;
        pairValue = without.pairValue;
        pinned = from.pinned;
        limitMin = without.limitMin;
        limitMax = without.limitMax;
        pairsOfCampaign = from.pairsOfCampaign;
        pairsOfLimit = from.pairsOfLimit;
        limitsOfPair = from.limitsOfPair;
        amounts = from.amounts;
        conflictsOfPair = from.conflictsOfPair;
        cliqueOfSlot = from.cliqueOfSlot;
    }

    /** The same pairs with only some of the demands, and nothing to gain: only whether they can be met is asked. */
    Problem demandingOnly(Iterable<Demand> demands) {
        return new Problem(this, new Without(this, demands));
    }

    /** How many campaigns there are; they count from 0. */
    public int campaigns() {
        return campaignMin.length;
    }

    /** How many pairs there are; they count from 0, in the order they were added. */
    public int pairs() {
        return pairCampaign.length;
    }

    /** How many limits there are; they count from 0. */
    public int limits() {
        return limitMin.length;
    }

    /** The campaign of a pair. */
    public int campaignOf(int pair) {
        return pairCampaign[pair];
    }

    /** The slot of a pair. */
    public int slotOf(int pair) {
        return pairSlot[pair];
    }

    /** The scaled value of choosing a pair. */
    public long valueOf(int pair) {
        return pairValue[pair];
    }

    /** Whether a pair is in the plan whatever happens. */
    public boolean isPinned(int pair) {
        return pinned[pair];
    }

    /** The most placements of a campaign. */
    public int mostOf(int campaign) {
        return campaignMax[campaign];
    }

    /** The scaled quantity of one placement. */
    public long unit() {
        return unit;
    }

    /** How much of a limit a pair takes, 0 if it is no member. */
    public long amountOf(int pair, int limit) {
        for (int place = limitsOfPair.start(pair); place < limitsOfPair.end(pair); place++) {
            if (limitsOfPair.item(place) == limit) {
                return amounts[place];
            }
        }
        return 0;
    }

    /** The most a limit allows, {@link #UNLIMITED} if it has no maximum. */
    public long maxOf(int limit) {
        return limitMax[limit];
    }

    /** The least a limit demands, 0 if it has no minimum. */
    public long minOf(int limit) {
        return limitMin[limit];
    }

    /** By how much {@code used} breaks a limit, above or below; 0 if it holds. */
    long excess(int limit, long used) {
        return Math.max(0, Math.max(used - limitMax[limit], limitMin[limit] - used));
    }

    /** By how many placements {@code placed} breaks a campaign's demand, in {@link #unit}s. */
    long miscount(int campaign, int placed) {
        return unit * Math.max(0, Math.max(placed - campaignMax[campaign], campaignMin[campaign] - placed));
    }

    /** The arrays of a problem after all demands but some were dropped. */
    private static final class Without {

        final int[] campaignMin;
        final int[] campaignMax;
        final long[] limitMin;
        final long[] limitMax;
        final long[] pairValue;

        Without(Problem full, Iterable<Demand> demands) {
            campaignMin = new int[full.campaigns()];
            campaignMax = new int[full.campaigns()];
            limitMin = new long[full.limits()];
            limitMax = new long[full.limits()];
            pairValue = new long[full.pairs()];
            java.util.Arrays.fill(campaignMax, full.pairs());
            java.util.Arrays.fill(limitMax, UNLIMITED);
            for (Demand demand : demands) {
                int index = demand.index();
                switch (demand.kind()) {
                    case LIMIT_MAX -> limitMax[index] = full.limitMax[index];
                    case LIMIT_MIN -> limitMin[index] = full.limitMin[index];
                    case CAMPAIGN_MAX -> campaignMax[index] = full.campaignMax[index];
                    case CAMPAIGN_MIN -> campaignMin[index] = full.campaignMin[index];
                }
            }
        }
    }
}
