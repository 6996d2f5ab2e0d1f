package org.countersign.allocation.solver;

import java.util.Arrays;

/**
 * The problem without its limits: breaking them is allowed and paid for, at a price per unit of each limit. What is left
 * falls apart into campaigns, each solved exactly by taking its best pairs; so for any prices the result is a proven
 * upper bound of the value of every feasible plan (Lagrangian relaxation, Geoffrion 1974).
 *
 * <p>A positive price is paid for what lies above the maximum's credit, a negative one for what is missing to the
 * minimum. Conflicts between slots count as far as {@link Problem#cliqueOfSlot} knows them.
 */
final class Relaxation {

    private final Problem problem;
    private final Ledger pins;
    private final Rows candidates;
    private final boolean[] hasConflicts;
    private final long step;
    private final boolean isHopeless;

    // The newest evaluation.
    private final double[] reduced;
    private final double[] campaignBest;
    private final long[] use;
    private double fixed;
    private double bound;
    private double margin;

    // Scratch.
    private final int[] bestInClique;
    private final int[] picked;
    private final double[] sorted;

    Relaxation(Problem problem, Ledger pins) {
        this.problem = problem;
        this.pins = pins;
        candidates = candidates(problem, pins);
        hasConflicts = new boolean[problem.campaigns()];
        reduced = new double[problem.pairs()];
        campaignBest = new double[problem.campaigns()];
        use = new long[problem.limits()];
        bestInClique = new int[problem.slots];
        Arrays.fill(bestInClique, -1);
        int widest = 0;
        long divisor = 0;
        boolean hopeless = !pinsCanHold(problem, pins);
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            widest = Math.max(widest, candidates.size(campaign));
            for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
                int pair = candidates.item(place);
                hasConflicts[campaign] |= problem.conflictsOfPair.size(pair) > 0;
                divisor = gcd(divisor, Math.abs(problem.pairValue[pair]));
            }
        }
        step = gcd(divisor, Math.abs(pins.value()));
        picked = new int[widest];
        sorted = new double[widest];
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            hopeless |= pins.placed(campaign) + gather(campaign) < problem.campaignMin[campaign];
        }
        isHopeless = hopeless;
    }

    private static Rows candidates(Problem problem, Ledger pins) {
        int[] campaigns = new int[problem.pairs()];
        int[] pairs = new int[problem.pairs()];
        int count = 0;
        for (int pair = 0; pair < problem.pairs(); pair++) {
            if (!problem.pinned[pair] && pins.fits(pair)) {
                campaigns[count] = problem.pairCampaign[pair];
                pairs[count++] = pair;
            }
        }
        return Rows.group(problem.campaigns(), campaigns, pairs, count);
    }

    // What is missing to a minimum can still be placed; what is above a maximum stays there, as pins are never moved.
    private static boolean pinsCanHold(Problem problem, Ledger pins) {
        long missing = 0;
        for (int limit = 0; limit < problem.limits(); limit++) {
            missing += Math.max(0, problem.limitMin[limit] - pins.used(limit));
        }
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            missing += problem.unit * Math.max(0, problem.campaignMin[campaign] - pins.placed(campaign));
        }
        return pins.violation() == missing;
    }

    /** Whether no feasible plan can exist, because pins clash or a campaign has too few slots for its minimum. */
    boolean isHopeless() {
        return isHopeless;
    }

    /** The pairs that may join the pins without breaking anything by themselves, by campaign. */
    Rows candidates() {
        return candidates;
    }

    /**
     * Solves the relaxed problem at these prices.
     *
     * @param prices value per scaled unit of each limit; 0 or more where the limit has no minimum, 0 or less where it has
     *     no maximum
     */
    void evaluate(double[] prices) {
        Sum sum = new Sum();
        double magnitude = 0;
        sum.add((double) pins.value());
        for (int limit = 0; limit < prices.length; limit++) {
            use[limit] = pins.used(limit);
            double price = prices[limit];
            if (price != 0) {
                double side = price > 0 ? problem.limitMax[limit] : problem.limitMin[limit];
                sum.add(price * side);
                sum.add(-price * use[limit]);
                magnitude += Math.abs(price) * (Math.abs(side) + use[limit]);
            }
        }
        fixed = sum.value();
        int longest = 0;
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            double largest = 0;
            for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
                int pair = candidates.item(place);
                largest = Math.max(largest, reduce(pair, prices));
                longest = Math.max(longest, problem.limitsOfPair.size(pair));
            }
            int count = pick(campaign);
            Sum best = new Sum();
            for (int i = 0; i < count; i++) {
                best.add(reduced[picked[i]]);
                use(picked[i]);
            }
            campaignBest[campaign] = best.value();
            sum.add(campaignBest[campaign]);
            magnitude += largest
                    * Math.min(
                            candidates.size(campaign), problem.campaignMax[campaign] - (double) pins.placed(campaign));
        }
        bound = sum.value();
        margin = (magnitude + Math.abs(bound)) * (longest + 8) * Math.ulp(1.0) * 2;
    }

    private double reduce(int pair, double[] prices) {
        double value = problem.pairValue[pair];
        double magnitude = Math.abs(value);
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            double toll = prices[problem.limitsOfPair.item(place)] * problem.amounts[place];
            value -= toll;
            magnitude += Math.abs(toll);
        }
        reduced[pair] = value;
        return magnitude;
    }

    private void use(int pair) {
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            use[problem.limitsOfPair.item(place)] += problem.amounts[place];
        }
    }

    /** Leaves a campaign's best choice at the front of {@link #picked} and returns its size. */
    private int pick(int campaign) {
        int count = gather(campaign);
        int most = Math.max(0, problem.campaignMax[campaign] - pins.placed(campaign));
        int least = Math.max(0, problem.campaignMin[campaign] - pins.placed(campaign));
        int gains = 0;
        for (int i = 0; i < count; i++) {
            sorted[i] = reduced[picked[i]];
            gains += sorted[i] > 0 ? 1 : 0;
        }
        int wanted = Math.min(count, Math.max(least, Math.min(most, gains)));
        if (wanted == 0) {
            return 0;
        }
        Arrays.sort(sorted, 0, count);
        double threshold = sorted[count - wanted];
        int taken = 0;
        for (int i = 0; i < count; i++) {
            if (reduced[picked[i]] > threshold) {
                swap(taken++, i);
            }
        }
        for (int i = taken; taken < wanted; i++) {
            if (reduced[picked[i]] == threshold) {
                swap(taken++, i);
            }
        }
        return taken;
    }

    private void swap(int i, int j) {
        int pair = picked[i];
        picked[i] = picked[j];
        picked[j] = pair;
    }

    /** All candidates of a campaign into {@link #picked}, of each clique of slots only the best. */
    private int gather(int campaign) {
        int count = 0;
        for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
            int pair = candidates.item(place);
            int clique = problem.cliqueOfSlot[problem.pairSlot[pair]];
            if (!hasConflicts[campaign] || bestInClique[clique] < 0) {
                bestInClique[clique] = count;
                picked[count++] = pair;
            } else if (reduced[pair] > reduced[picked[bestInClique[clique]]]) {
                picked[bestInClique[clique]] = pair;
            }
        }
        for (int i = 0; i < count; i++) {
            bestInClique[problem.cliqueOfSlot[problem.pairSlot[picked[i]]]] = -1;
        }
        return count;
    }

    /** The bound of the newest evaluation, rounding errors included, down to what sums of the values can reach. */
    long bound() {
        return roundDown(bound + margin);
    }

    /** As {@link #bound()} but not rounded to a reachable sum; below 0 where nothing is to be gained: infeasible. */
    double rawBound() {
        return bound + margin;
    }

    /** The largest reachable sum of values that is at most {@code proven}. */
    long roundDown(double proven) {
        // Doubles of this size are whole numbers already; one more step keeps the bound on the safe side.
        double safe = Math.abs(proven) < 0x1p52 ? Math.floor(proven) : Math.nextUp(proven);
        long whole = (long) safe;
        return step == 0 ? whole : Math.floorDiv(whole, step) * step;
    }

    /** Value of each pair after paying for what it takes, from the newest evaluation. */
    double[] reduced() {
        return reduced;
    }

    /** What the relaxed solution takes of each limit, from the newest evaluation. */
    long[] use() {
        return use;
    }

    /** What a campaign's best choice is worth after paying, from the newest evaluation. */
    double campaignBest(int campaign) {
        return campaignBest[campaign];
    }

    /** The part of the bound that no choice changes: pins, and the price of all limits' sides. */
    double fixed() {
        return fixed;
    }

    /** By how much rounding may have falsified the newest bound. */
    double margin() {
        return margin;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Compensated summation (Neumaier 1974), so that the error does not grow with the number of terms. */
    private static final class Sum {

        private double total;
        private double lost;

        void add(double term) {
            double next = total + term;
            lost += Math.abs(total) >= Math.abs(term) ? (total - next) + term : (term - next) + total;
            total = next;
        }

        double value() {
            return total + lost;
        }
    }
}
