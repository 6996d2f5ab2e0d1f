package org.countersign.allocation.solver;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which pair takes how much of which limit, found once while a problem is built. */
final class Memberships {

    final Rows pairsOfCampaign;
    final Rows pairsOfLimit;
    final Rows limitsOfPair;
    final long[] amounts;

    Memberships(ProblemBuilder problem) {
        int[] campaignOf = problem.pairCampaign.toArray();
        int[] slotOf = problem.pairSlot.toArray();
        pairsOfCampaign = Rows.group(problem.campaignMin.size(), campaignOf);
        Rows pairsOfSlot = Rows.group(problem.slots, slotOf);

        Ints limitAt = new Ints();
        Ints pairAt = new Ints();
        for (int limit = 0; limit < problem.limits.size(); limit++) {
            ProblemBuilder.Limit who = problem.limits.get(limit);
            BitSet campaigns = set(who.campaigns());
            BitSet slots = set(who.slots());
            for (int pair : candidates(who, pairsOfCampaign, pairsOfSlot, campaignOf.length)) {
                boolean isMember = (who.campaigns() == null || campaigns.get(campaignOf[pair]))
                        && (who.slots() == null || slots.get(slotOf[pair]));
                if (isMember && amount(problem, who, pair) > 0) {
                    limitAt.add(limit);
                    pairAt.add(pair);
                }
            }
        }
        int[] limits = limitAt.toArray();
        int[] pairs = pairAt.toArray();
        pairsOfLimit = Rows.group(problem.limits.size(), limits, pairs, pairs.length);
        limitsOfPair = Rows.group(campaignOf.length, pairs, limits, pairs.length);
        amounts = new long[pairs.length];
        for (int pair = 0; pair < campaignOf.length; pair++) {
            for (int place = limitsOfPair.start(pair); place < limitsOfPair.end(pair); place++) {
                amounts[place] = amount(problem, problem.limits.get(limitsOfPair.item(place)), pair);
            }
        }
    }

    private static long amount(ProblemBuilder problem, ProblemBuilder.Limit limit, int pair) {
        ProblemBuilder.Amounts amounts = limit.amounts();
        return amounts == null ? problem.unit : amounts.of(pair);
    }

    // The narrower of the two ways to its pairs, so that a thousand limits of one slot each stay cheap.
    private static int[] candidates(ProblemBuilder.Limit who, Rows ofCampaign, Rows ofSlot, int pairs) {
        int @Nullable [] slots = who.slots();
        int @Nullable [] campaigns = who.campaigns();
        int bySlot = slots == null ? pairs : total(ofSlot, slots);
        int byCampaign = campaigns == null ? pairs : total(ofCampaign, campaigns);
        if (slots != null && bySlot <= byCampaign) {
            return concat(ofSlot, slots, bySlot);
        }
        if (campaigns != null) {
            return concat(ofCampaign, campaigns, byCampaign);
        }
        int[] all = new int[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            all[pair] = pair;
        }
        return all;
    }

    private static int total(Rows rows, int[] indexes) {
        int total = 0;
        for (int index : indexes) {
            total += rows.size(index);
        }
        return total;
    }

    private static int[] concat(Rows rows, int[] indexes, int total) {
        int[] items = new int[total];
        int next = 0;
        for (int index : indexes) {
            for (int place = rows.start(index); place < rows.end(index); place++) {
                items[next++] = rows.item(place);
            }
        }
        return items;
    }

    private static BitSet set(int @Nullable [] indexes) {
        BitSet set = new BitSet();
        if (indexes != null) {
            for (int index : indexes) {
                set.set(index);
            }
        }
        return set;
    }
}
