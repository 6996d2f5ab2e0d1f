package org.countersign.allocation.solver;

import java.util.Arrays;
import java.util.List;

/** A campaign as OptaPlanner sees it: where it may go, and how often it should. */
final class Campaign {

    private final Problem problem;
    private final int index;
    private final List<Slot> eligible;
    private final int[] slots;
    private final int[] pairs;

    Campaign(Problem problem, int index, List<Slot> allSlots) {
        this.problem = problem;
        this.index = index;
        Rows pairsOfCampaign = problem.pairsOfCampaign;
        pairs = java.util.stream.IntStream.range(pairsOfCampaign.start(index), pairsOfCampaign.end(index))
                .map(pairsOfCampaign::item)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(pair -> problem.pairSlot[pair]))
                .mapToInt(Integer::intValue)
                .toArray();
        slots = Arrays.stream(pairs).map(pair -> problem.pairSlot[pair]).toArray();
        eligible = Arrays.stream(slots).mapToObj(allSlots::get).toList();
    }

    /** The slots for which a pair exists. */
    List<Slot> eligible() {
        return eligible;
    }

    Problem problem() {
        return problem;
    }

    int index() {
        return index;
    }

    int min() {
        return problem.campaignMin[index];
    }

    int max() {
        return problem.campaignMax[index];
    }

    /** The pair of this campaign and one of its eligible slots. */
    int pairIn(Slot slot) {
        return pairs[Arrays.binarySearch(slots, slot.index())];
    }

    /** The slot of one of its pairs. */
    Slot slotOf(int pair) {
        return eligible.get(Arrays.binarySearch(slots, problem.pairSlot[pair]));
    }

    /** In {@link Problem#unit}s, by how many placements so many are too few or too many. */
    long miscount(int placed) {
        return problem.miscount(index, placed);
    }

    @Override
    public String toString() {
        return "campaign " + index;
    }
}
