package org.countersign.allocation.solver;

/**
 * The problem cut into its {@link Blocks}: each pair is decided twice, once by its campaign and once by its group, its
 * value is divided between the two, and what no block knows of is paid for. Each block is solved exactly, so the sum is a
 * proven upper bound for any division and any prices, and a tighter one than prices alone can give (Lagrangian
 * decomposition, Guignard and Kim 1987).
 *
 * <p>Values are whole numbers, {@link #fine} times as fine as the problem's, and tolls are rounded to the safe side: the
 * bound is exact, whatever doubles do.
 */
final class Decomposition {

    private final Problem problem;
    private final Ledger pins;
    private final Blocks blocks;
    private final Rows candidates;
    private final Knapsack knapsack = new Knapsack();
    private final int[] dimensionOfLimit;
    private final boolean[] hasConflicts;
    private final int fine;

    /** What of a pair's value its group decides about, in fine values; the campaign decides about the rest. */
    final long[] share;

    /** Fine value per scaled unit of a limit; only those of {@link Blocks#priced} may differ from 0. */
    final double[] price;

    /** Whether the campaign, and whether the group, takes a pair, from the newest evaluation. */
    final boolean[] byCampaign;

    final boolean[] byGroup;

    /** What the campaigns take of each priced limit, from the newest evaluation. */
    final long[] use;

    Decomposition(Problem problem, Ledger pins, Rows candidates) {
        this.problem = problem;
        this.pins = pins;
        this.candidates = candidates;
        blocks = Blocks.of(problem);
        share = new long[problem.pairs()];
        price = new double[problem.limits()];
        byCampaign = new boolean[problem.pairs()];
        byGroup = new boolean[problem.pairs()];
        use = new long[problem.limits()];
        dimensionOfLimit = new int[problem.limits()];
        java.util.Arrays.fill(dimensionOfLimit, -1);
        number(blocks.limitsOfCampaign, problem.campaigns());
        number(blocks.limitsOfGroup, groups());
        hasConflicts = new boolean[problem.campaigns()];
        long total = 1;
        for (int pair = 0; pair < problem.pairs(); pair++) {
            total += Math.abs(problem.pairValue[pair]);
            hasConflicts[problem.pairCampaign[pair]] |= problem.conflictsOfPair.size(pair) > 0;
        }
        fine = Math.clamp(Long.numberOfLeadingZeros(total) - 6, 0, 10);
    }

    private void number(Rows limits, int blocks) {
        for (int block = 0; block < blocks; block++) {
            for (int place = limits.start(block); place < limits.end(block); place++) {
                dimensionOfLimit[limits.item(place)] = place - limits.start(block);
            }
        }
    }

    private int groups() {
        return blocks.limitsOfGroup.rows();
    }

    Blocks blocks() {
        return blocks;
    }

    /** How many fine values one scaled value has. */
    double fine() {
        return 1L << fine;
    }

    /** The bound at the present shares and prices, in fine values; of no use where the deadline passes meanwhile. */
    long evaluate(Deadline deadline) {
        long bound = pins.value() << fine;
        for (int limit : blocks.priced) {
            use[limit] = pins.used(limit);
            bound += credit(limit);
        }
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            bound += solveCampaign(campaign);
            if ((campaign & 255) == 0 && deadline.hasPassed()) {
                return bound;
            }
        }
        for (int group = 0; group < groups(); group++) {
            bound += solveGroup(group);
            if ((group & 255) == 0 && deadline.hasPassed()) {
                return bound;
            }
        }
        return bound;
    }

    /** The same in the problem's values, and only what sums of them can reach. */
    long whole(long fineBound) {
        return Math.floorDiv(fineBound, 1L << fine);
    }

    // What the side of a priced limit that is paid for brings in beyond the pins, rounded up.
    private long credit(int limit) {
        double by = price[limit];
        if (by == 0) {
            return 0;
        }
        double open = by > 0
                ? (double) (problem.limitMax[limit] - pins.used(limit))
                : (double) (problem.limitMin[limit] - pins.used(limit));
        double credit = by * open;
        return (long) Math.ceil(credit + Math.ulp(credit) * 4);
    }

    // Rounded down where it is paid, up where it is paid out: never more than the exact toll.
    private long toll(int limit, long amount) {
        double toll = price[limit] * amount;
        return (long) Math.floor(toll - Math.ulp(toll) * 4);
    }

    private long priced(int pair) {
        long value = problem.pairValue[pair] << fine;
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            int limit = problem.limitsOfPair.item(place);
            if (price[limit] != 0) {
                value -= toll(limit, problem.amounts[place]);
            }
        }
        return value;
    }

    private long solveCampaign(int campaign) {
        if (candidates.size(campaign) == 0) {
            return 0;
        }
        fillCampaign(campaign, false);
        for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
            byCampaign[candidates.item(place)] = false;
        }
        long best = knapsack.solve();
        for (int i = 0; i < knapsack.items(); i++) {
            if (knapsack.taken(i)) {
                int pair = knapsack.pair(i);
                byCampaign[pair] = true;
                for (int p = problem.limitsOfPair.start(pair); p < problem.limitsOfPair.end(pair); p++) {
                    use[problem.limitsOfPair.item(p)] += problem.amounts[p];
                }
            }
        }
        return best;
    }

    // Those that bring no gain are left out unless all are asked for.
    private void fillCampaign(int campaign, boolean all) {
        Rows own = blocks.limitsOfCampaign;
        int dimensions = own.size(campaign) + 1;
        int least = problem.campaignMin[campaign] - pins.placed(campaign);
        knapsack.begin(dimensions, least, hasConflicts[campaign] ? problem.slots : 0);
        for (int place = own.start(campaign); place < own.end(campaign); place++) {
            int limit = own.item(place);
            knapsack.capacity(place - own.start(campaign), problem.limitMax[limit] - pins.used(limit));
        }
        knapsack.capacity(dimensions - 1, Math.max(0, problem.campaignMax[campaign] - pins.placed(campaign)));
        for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
            int pair = candidates.item(place);
            long gain = priced(pair) - (blocks.groupOfPair[pair] < 0 ? 0 : share[pair]);
            if (gain > 0 || least > 0 || all) {
                knapsack.item(pair, gain, hasConflicts[campaign] ? problem.cliqueOfSlot[problem.pairSlot[pair]] : -1);
                amounts(pair, own, campaign);
                knapsack.amount(dimensions - 1, 1);
            }
        }
    }

    private long solveGroup(int group) {
        fillGroup(group, false);
        for (int place = blocks.pairsOfGroup.start(group); place < blocks.pairsOfGroup.end(group); place++) {
            byGroup[blocks.pairsOfGroup.item(place)] = false;
        }
        long best = knapsack.solve();
        for (int i = 0; i < knapsack.items(); i++) {
            byGroup[knapsack.pair(i)] = knapsack.taken(i);
        }
        return best;
    }

    private void fillGroup(int group, boolean all) {
        Rows limits = blocks.limitsOfGroup;
        knapsack.begin(limits.size(group), 0, 0);
        for (int place = limits.start(group); place < limits.end(group); place++) {
            int limit = limits.item(place);
            knapsack.capacity(place - limits.start(group), problem.limitMax[limit] - pins.used(limit));
        }
        Rows pairs = blocks.pairsOfGroup;
        for (int place = pairs.start(group); place < pairs.end(group); place++) {
            int pair = pairs.item(place);
            if ((share[pair] > 0 || all) && !problem.pinned[pair] && pins.fits(pair)) {
                knapsack.item(pair, share[pair], -1);
                amounts(pair, limits, group);
            }
        }
    }

    /**
     * By how much the bound falls for each candidate if it has to be taken, and if it has to be left, in fine values:
     * what is left of a plan that is worth less than it falls to need not be looked at.
     */
    Marginals marginals(Deadline deadline) {
        Marginals marginals = new Marginals(problem.pairs());
        for (int campaign = 0; campaign < problem.campaigns() && !deadline.hasPassed(); campaign++) {
            if (candidates.size(campaign) > 0) {
                fillCampaign(campaign, true);
                marginals.add(knapsack);
            }
        }
        for (int group = 0; group < groups() && !deadline.hasPassed(); group++) {
            fillGroup(group, true);
            marginals.add(knapsack);
        }
        return marginals;
    }

    private void amounts(int pair, Rows limitsOfBlock, int block) {
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            int limit = problem.limitsOfPair.item(place);
            int dimension = dimensionOfLimit[limit];
            if (dimension >= 0
                    && dimension < limitsOfBlock.size(block)
                    && limitsOfBlock.item(limitsOfBlock.start(block) + dimension) == limit) {
                knapsack.amount(dimension, problem.amounts[place]);
            }
        }
    }
}
