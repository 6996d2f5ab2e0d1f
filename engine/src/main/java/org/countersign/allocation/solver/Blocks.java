package org.countersign.allocation.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a problem falls apart into small problems that can be solved exactly: one for each campaign (its number of
 * placements, its conflicts and the limits that are its own, such as its budget), and one for each group of nested
 * limits that share no pair with another group (such as the capacity of a slot). What is in neither, such as the cap of
 * an audience, is only priced.
 */
final class Blocks {

    /** More pairs than this are no small problem. */
    private static final int MOST_PAIRS = 2_000;

    final Problem problem;

    /** The limits that belong to one campaign alone, by campaign. */
    final Rows limitsOfCampaign;

    /** The limits of each group, by group, and its pairs. */
    final Rows limitsOfGroup;

    final Rows pairsOfGroup;

    /** The group of a pair, -1 if it is in none. */
    final int[] groupOfPair;

    /** The limits that are in no block, or whose minimum is in none. */
    final int[] priced;

    private Blocks(Problem problem, Ints campaignAt, Ints ownLimits, List<List<Integer>> groups, int[] groupOfPair) {
        this.problem = problem;
        this.groupOfPair = groupOfPair;
        limitsOfCampaign = Rows.group(problem.campaigns(), campaignAt.toArray(), ownLimits.toArray(), ownLimits.size());
        Ints groupAt = new Ints();
        Ints limits = new Ints();
        boolean[] isInABlock = new boolean[problem.limits()];
        ownLimits.forEach(limit -> isInABlock[limit] = true);
        for (int group = 0; group < groups.size(); group++) {
            for (int limit : groups.get(group)) {
                groupAt.add(group);
                limits.add(limit);
                isInABlock[limit] = true;
            }
        }
        limitsOfGroup = Rows.group(groups.size(), groupAt.toArray(), limits.toArray(), limits.size());
        int[] grouped = IntStream.range(0, problem.pairs())
                .filter(pair -> groupOfPair[pair] >= 0)
                .toArray();
        pairsOfGroup = Rows.group(
                groups.size(),
                Arrays.stream(grouped).map(pair -> groupOfPair[pair]).toArray(),
                grouped,
                grouped.length);
        priced = IntStream.range(0, problem.limits())
                .filter(limit -> problem.limitMin[limit] > 0 || (!isInABlock[limit] && canBind(problem, limit)))
                .toArray();
    }

    static Blocks of(Problem problem) {
        Ints campaignAt = new Ints();
        Ints ownLimits = new Ints();
        List<Integer> shared = new ArrayList<>();
        for (int limit = 0; limit < problem.limits(); limit++) {
            if (!canBind(problem, limit)) {
                continue;
            }
            int campaign = onlyCampaign(problem, limit);
            if (campaign >= 0) {
                campaignAt.add(campaign);
                ownLimits.add(limit);
            } else if (problem.pairsOfLimit.size(limit) <= MOST_PAIRS) {
                shared.add(limit);
            }
        }
        int[] groupOfPair = new int[problem.pairs()];
        Arrays.fill(groupOfPair, -1);
        return new Blocks(problem, campaignAt, ownLimits, groups(problem, shared, groupOfPair), groupOfPair);
    }

    // The coarsest knapsacks first: there a relaxation that cuts pairs into pieces is furthest from the truth.
    private static List<List<Integer>> groups(Problem problem, List<Integer> shared, int[] groupOfPair) {
        List<List<Integer>> groups = new ArrayList<>();
        double[] coarseness =
                shared.stream().mapToDouble(limit -> coarseness(problem, limit)).toArray();
        int[] order = IntStream.range(0, shared.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -coarseness[i]))
                .mapToInt(shared::get)
                .toArray();
        for (int limit : order) {
            int group = groupFor(problem, limit, groupOfPair, groups.size());
            if (group < 0) {
                continue;
            }
            if (group == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(group).add(limit);
            Rows pairs = problem.pairsOfLimit;
            for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
                groupOfPair[pairs.item(place)] = group;
            }
        }
        return groups;
    }

    // The group that holds all its pairs, a new one if none holds any, -1 if it lies across groups.
    private static int groupFor(Problem problem, int limit, int[] groupOfPair, int next) {
        Rows pairs = problem.pairsOfLimit;
        int group = groupOfPair[pairs.item(pairs.start(limit))];
        for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
            if (groupOfPair[pairs.item(place)] != group) {
                return -1;
            }
        }
        return group < 0 ? next : group;
    }

    private static boolean canBind(Problem problem, int limit) {
        if (problem.limitMax[limit] == Problem.UNLIMITED || problem.pairsOfLimit.size(limit) == 0) {
            return false;
        }
        long all = 0;
        Rows pairs = problem.pairsOfLimit;
        for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
            all += problem.amountOf(pairs.item(place), limit);
        }
        return all > problem.limitMax[limit];
    }

    private static int onlyCampaign(Problem problem, int limit) {
        Rows pairs = problem.pairsOfLimit;
        int campaign = problem.pairCampaign[pairs.item(pairs.start(limit))];
        for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
            if (problem.pairCampaign[pairs.item(place)] != campaign) {
                return -1;
            }
        }
        return campaign;
    }

    // How much of the maximum the average pair takes; nothing if all take the same, where pieces do no harm.
    private static double coarseness(Problem problem, int limit) {
        Rows pairs = problem.pairsOfLimit;
        double sum = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
            long amount = problem.amountOf(pairs.item(place), limit);
            least = Math.min(least, amount);
            most = Math.max(most, amount);
            sum += amount;
        }
        double size = sum / pairs.size(limit) / Math.max(1, problem.limitMax[limit]);
        return least == most ? size * 1e-6 : size;
    }
}
