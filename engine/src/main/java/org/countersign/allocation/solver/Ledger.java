package org.countersign.allocation.solver;

/**
 * A plan in the making: which pairs are chosen, and what that does to every limit, kept up to date with each choice. The
 * one place where a plan's value and its violations are counted; the constraint streams say the same in another way.
 */
public final class Ledger {

    private final Problem problem;
    private final long[] used;
    private final int[] times;
    private final int[] placed;
    private long violation;
    private long value;

    private Ledger(Problem problem) {
        this.problem = problem;
        used = new long[problem.limits()];
        times = new int[problem.pairs()];
        placed = new int[problem.campaigns()];
        for (int limit = 0; limit < used.length; limit++) {
            violation += problem.excess(limit, 0);
        }
        for (int campaign = 0; campaign < placed.length; campaign++) {
            violation += problem.miscount(campaign, 0);
        }
    }

    private Ledger(Ledger from) {
        problem = from.problem;
        used = from.used.clone();
        times = from.times.clone();
        placed = from.placed.clone();
        violation = from.violation;
        value = from.value;
    }

    /** Nothing chosen, not even what is pinned. */
    static Ledger empty(Problem problem) {
        return new Ledger(problem);
    }

    /** Exactly the pins. */
    static Ledger ofPins(Problem problem) {
        Ledger ledger = new Ledger(problem);
        for (int pair = 0; pair < problem.pairs(); pair++) {
            if (problem.pinned[pair]) {
                ledger.add(pair);
            }
        }
        return ledger;
    }

    Ledger copy() {
        return new Ledger(this);
    }

    /** Chooses a pair, whether it fits or not. */
    public void add(int pair) {
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            change(problem.limitsOfPair.item(place), problem.amounts[place]);
        }
        count(problem.pairCampaign[pair], 1);
        violation += problem.unit * (times[pair] + chosenConflicts(pair));
        times[pair]++;
        value += problem.pairValue[pair];
    }

    /** Takes a choice back. */
    public void remove(int pair) {
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            change(problem.limitsOfPair.item(place), -problem.amounts[place]);
        }
        count(problem.pairCampaign[pair], -1);
        times[pair]--;
        violation -= problem.unit * (times[pair] + chosenConflicts(pair));
        value -= problem.pairValue[pair];
    }

    /** Whether a pair can be chosen without breaking anything that is not broken yet. */
    boolean fits(int pair) {
        int campaign = problem.pairCampaign[pair];
        if (times[pair] > 0 || placed[campaign] >= problem.campaignMax[campaign] || chosenConflicts(pair) > 0) {
            return false;
        }
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            int limit = problem.limitsOfPair.item(place);
            if (problem.amounts[place] > problem.limitMax[limit] - used[limit]) {
                return false;
            }
        }
        return true;
    }

    /** The most valuable pair that would fit if a limit had {@code more} left, -1 if there is none. */
    public int bestWith(int limit, long more) {
        int best = -1;
        for (int place = problem.pairsOfLimit.start(limit); place < problem.pairsOfLimit.end(limit); place++) {
            int pair = problem.pairsOfLimit.item(place);
            if (times[pair] == 0 && (best < 0 || problem.pairValue[pair] > problem.pairValue[best])) {
                used[limit] -= more;
                best = fits(pair) ? pair : best;
                used[limit] += more;
            }
        }
        return best;
    }

    /** The first limit that has too little left for a pair, -1 if none. */
    public int obstacle(int pair) {
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            int limit = problem.limitsOfPair.item(place);
            if (problem.amounts[place] > problem.limitMax[limit] - used[limit]) {
                return limit;
            }
        }
        return -1;
    }

    /** Whether a pair that is in conflict with this one is chosen. */
    public boolean hasConflict(int pair) {
        return chosenConflicts(pair) > 0;
    }

    /** Whether a pair would help to reach a minimum that is not reached yet. */
    boolean isOwed(int pair) {
        int campaign = problem.pairCampaign[pair];
        if (placed[campaign] < problem.campaignMin[campaign]) {
            return true;
        }
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            int limit = problem.limitsOfPair.item(place);
            if (used[limit] < problem.limitMin[limit]) {
                return true;
            }
        }
        return false;
    }

    private void change(int limit, long by) {
        long before = used[limit];
        used[limit] = before + by;
        violation += problem.excess(limit, before + by) - problem.excess(limit, before);
    }

    private void count(int campaign, int by) {
        int before = placed[campaign];
        placed[campaign] = before + by;
        violation += problem.miscount(campaign, before + by) - problem.miscount(campaign, before);
    }

    private int chosenConflicts(int pair) {
        int chosen = 0;
        for (int place = problem.conflictsOfPair.start(pair); place < problem.conflictsOfPair.end(pair); place++) {
            chosen += times[problem.conflictsOfPair.item(place)];
        }
        return chosen;
    }

    /** Whether this plan is to be preferred: less broken, or equally broken and worth more. */
    boolean isBetterThan(Ledger other) {
        return violation < other.violation || (violation == other.violation && value > other.value);
    }

    /** Whether every demand is met. */
    public boolean isFeasible() {
        return violation == 0;
    }

    /** The sum of all by which demands are broken, scaled; 0 if feasible. */
    public long violation() {
        return violation;
    }

    /** The scaled value of all chosen pairs. */
    public long value() {
        return value;
    }

    /** Whether a pair is chosen. */
    public boolean has(int pair) {
        return times[pair] > 0;
    }

    /** How much of a limit the chosen pairs take, scaled. */
    public long used(int limit) {
        return used[limit];
    }

    /** How many placements a campaign has. */
    public int placed(int campaign) {
        return placed[campaign];
    }

    /** The chosen pairs, ascending. */
    public int[] chosen() {
        int[] chosen = new int[times.length];
        int count = 0;
        for (int pair = 0; pair < times.length; pair++) {
            if (times[pair] > 0) {
                chosen[count++] = pair;
            }
        }
        return java.util.Arrays.copyOf(chosen, count);
    }
}
