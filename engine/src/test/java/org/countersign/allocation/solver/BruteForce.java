package org.countersign.allocation.solver;

/** Tries every plan of a tiny problem and counts afresh each time: slow and plain, to hold the solver against. */
final class BruteForce {

    private final Problem problem;
    long leastViolation = Long.MAX_VALUE;
    long bestValue = Long.MIN_VALUE;

    private BruteForce(Problem problem) {
        this.problem = problem;
    }

    static BruteForce of(Problem problem) {
        BruteForce all = new BruteForce(problem);
        for (int plan = 0; plan < 1 << problem.pairs(); plan++) {
            all.consider(plan);
        }
        return all;
    }

    boolean isFeasible() {
        return leastViolation == 0;
    }

    private void consider(int plan) {
        for (int pair = 0; pair < problem.pairs(); pair++) {
            if (problem.pinned[pair] && !isIn(plan, pair)) {
                return;
            }
        }
        long violation = violation(plan);
        long value = 0;
        for (int pair = 0; pair < problem.pairs(); pair++) {
            value += isIn(plan, pair) ? problem.pairValue[pair] : 0;
        }
        if (violation < leastViolation || (violation == leastViolation && value > bestValue)) {
            leastViolation = violation;
            bestValue = value;
        }
    }

    private long violation(int plan) {
        long violation = 0;
        for (int limit = 0; limit < problem.limits(); limit++) {
            long used = 0;
            for (int pair = 0; pair < problem.pairs(); pair++) {
                used += isIn(plan, pair) ? problem.amountOf(pair, limit) : 0;
            }
            violation += Math.max(0, used - problem.limitMax[limit]) + Math.max(0, problem.limitMin[limit] - used);
        }
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            int placed = 0;
            for (int pair = 0; pair < problem.pairs(); pair++) {
                placed += isIn(plan, pair) && problem.pairCampaign[pair] == campaign ? 1 : 0;
            }
            violation += problem.unit * Math.max(0, placed - problem.campaignMax[campaign]);
            violation += problem.unit * Math.max(0, problem.campaignMin[campaign] - placed);
        }
        for (int pair = 0; pair < problem.pairs(); pair++) {
            for (int i = problem.conflictsOfPair.start(pair); i < problem.conflictsOfPair.end(pair); i++) {
                int other = problem.conflictsOfPair.item(i);
                violation += other > pair && isIn(plan, pair) && isIn(plan, other) ? problem.unit : 0;
            }
        }
        return violation;
    }

    private static boolean isIn(int plan, int pair) {
        return (plan & (1 << pair)) != 0;
    }
}
