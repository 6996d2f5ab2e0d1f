package org.countersign.allocation.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which pairs of one campaign exclude each other, and a partition of the slots into cliques of mutual conflict. */
final class Conflicts {

    final Rows conflictsOfPair;
    final int[] cliqueOfSlot;

    Conflicts(ProblemBuilder problem, Rows pairsOfCampaign) {
        List<Set<Integer>> conflicting = conflicting(problem);
        conflictsOfPair = conflictsOfPair(problem, pairsOfCampaign, conflicting);
        cliqueOfSlot = cliques(conflicting);
    }

    private static List<Set<Integer>> conflicting(ProblemBuilder problem) {
        List<Set<Integer>> conflicting = new ArrayList<>();
        for (int slot = 0; slot < problem.slots; slot++) {
            conflicting.add(Set.of());
        }
        for (int i = 0; i < problem.conflictSlots.size(); i += 2) {
            int one = problem.conflictSlots.get(i);
            int other = problem.conflictSlots.get(i + 1);
            note(conflicting, one, other);
            note(conflicting, other, one);
        }
        return conflicting;
    }

    private static void note(List<Set<Integer>> conflicting, int slot, int other) {
        if (conflicting.get(slot).isEmpty()) {
            conflicting.set(slot, new HashSet<>());
        }
        conflicting.get(slot).add(other);
    }

    private static Rows conflictsOfPair(ProblemBuilder problem, Rows pairsOfCampaign, List<Set<Integer>> conflicting) {
        Ints pairAt = new Ints();
        Ints otherAt = new Ints();
        int[] pairInSlot = new int[problem.slots];
        Arrays.fill(pairInSlot, -1);
        for (int campaign = 0; campaign < problem.campaignMin.size(); campaign++) {
            for (int place = pairsOfCampaign.start(campaign); place < pairsOfCampaign.end(campaign); place++) {
                int pair = pairsOfCampaign.item(place);
                pairInSlot[problem.pairSlot.get(pair)] = pair;
            }
            for (int place = pairsOfCampaign.start(campaign); place < pairsOfCampaign.end(campaign); place++) {
                int pair = pairsOfCampaign.item(place);
                for (int slot : conflicting.get(problem.pairSlot.get(pair))) {
                    if (pairInSlot[slot] >= 0) {
                        pairAt.add(pair);
                        otherAt.add(pairInSlot[slot]);
                    }
                }
            }
            for (int place = pairsOfCampaign.start(campaign); place < pairsOfCampaign.end(campaign); place++) {
                pairInSlot[problem.pairSlot.get(pairsOfCampaign.item(place))] = -1;
            }
        }
        return Rows.group(problem.pairCampaign.size(), pairAt.toArray(), otherAt.toArray(), pairAt.size());
    }

    // Greedy, first clique that takes the slot: any partition gives a valid bound, a coarser one a tighter bound.
    private static int[] cliques(List<Set<Integer>> conflicting) {
        int[] cliqueOf = new int[conflicting.size()];
        Arrays.fill(cliqueOf, -1);
        int next = 0;
        for (int slot = 0; slot < cliqueOf.length; slot++) {
            if (cliqueOf[slot] >= 0) {
                continue;
            }
            List<Integer> clique = new ArrayList<>(List.of(slot));
            for (int other : conflicting.get(slot).stream().sorted().toList()) {
                if (cliqueOf[other] < 0 && conflicting.get(other).containsAll(clique)) {
                    clique.add(other);
                }
            }
            for (int member : clique) {
                cliqueOf[member] = next;
            }
            next++;
        }
        return cliqueOf;
    }
}
