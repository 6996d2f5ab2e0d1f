package org.countersign.allocation.solver;

import java.util.Arrays;

/**
 * Looks for the prices whose bound is lowest, by subgradient steps of Polyak's length along a smoothed direction. On the
 * way the prices make good plans: a greedy one that pays for scarce slots is far better than one that does not.
 */
final class PriceSearch {

    private static final double SMOOTHING = 0.3;
    private static final int PATIENCE = 12;
    private static final double SHORTEST_STEP = 1e-5;
    private static final int PLAN_EVERY = 8;
    private static final int SUM_EVERY = 16;

    private final Problem problem;
    private final Ledger pins;
    private final Relaxation relaxation;
    private final double[] weight;
    private final double[] direction;
    private double[] best;
    private double bestRaw = Double.POSITIVE_INFINITY;
    private long bestBound = Long.MAX_VALUE;

    PriceSearch(Problem problem, Ledger pins, Relaxation relaxation) {
        this.problem = problem;
        this.pins = pins;
        this.relaxation = relaxation;
        weight = weights(problem);
        direction = new double[problem.limits()];
        best = new double[problem.limits()];
    }

    // Loads and costs differ by orders of magnitude: each limit is measured in the largest amount one pair takes of it.
    private static double[] weights(Problem problem) {
        double[] largest = new double[problem.limits()];
        Arrays.fill(largest, 1);
        for (int pair = 0; pair < problem.pairs(); pair++) {
            for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
                int limit = problem.limitsOfPair.item(place);
                largest[limit] = Math.max(largest[limit], (double) problem.amounts[place]);
            }
        }
        return largest;
    }

    /** Lowers the bound and improves the incumbent until both meet, the steps get too short, or time is up. */
    void run(Incumbent incumbent, int iterations, Deadline deadline) {
        double[] prices = best.clone();
        double length = 1.5;
        int stalled = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            relaxation.evaluate(prices);
            if (relaxation.rawBound() < bestRaw) {
                stalled = relaxation.rawBound() < bestRaw - Math.abs(bestRaw) * 1e-6 ? 0 : stalled + 1;
                bestRaw = relaxation.rawBound();
                bestBound = Math.min(bestBound, relaxation.bound());
                best = prices.clone();
            } else {
                stalled++;
            }
            if (iteration % PLAN_EVERY == 0) {
                incumbent.offer(Greedy.plan(problem, pins, relaxation.reduced()));
            }
            if (isProven(incumbent) || length < SHORTEST_STEP || deadline.hasPassed()) {
                return;
            }
            if (stalled > PATIENCE) {
                length /= 2;
                stalled = 0;
                prices = best.clone();
                relaxation.evaluate(prices);
            }
            step(prices, length, target(incumbent.best()));
        }
    }

    /**
     * Whether prices show that no plan can meet all demands; only for problems in which nothing is to be gained. Such
     * prices can be scaled freely, so their running sum serves as well as their average, and it settles while they swing.
     */
    boolean provesInfeasible(int iterations, Deadline deadline) {
        double[] prices = best.clone();
        double[] sum = best.clone();
        for (int iteration = 1; iteration <= iterations && !deadline.hasPassed(); iteration++) {
            if (iteration % SUM_EVERY == 0) {
                relaxation.evaluate(sum);
                if (relaxation.rawBound() < 0) {
                    return true;
                }
            }
            relaxation.evaluate(prices);
            if (relaxation.rawBound() < 0) {
                return true;
            }
            step(prices, 1, (double) -problem.unit);
            for (int limit = 0; limit < sum.length; limit++) {
                sum[limit] += prices[limit];
            }
        }
        return false;
    }

    boolean isProven(Incumbent incumbent) {
        return incumbent.best().isFeasible() && incumbent.best().value() >= bestBound;
    }

    private double target(Ledger plan) {
        return plan.isFeasible() ? plan.value() : bestRaw - 0.05 * Math.abs(bestRaw) - 1;
    }

    private void step(double[] prices, double length, double target) {
        double norm = 0;
        for (int limit = 0; limit < prices.length; limit++) {
            double slope = slope(limit, prices[limit]) / weight[limit];
            direction[limit] = (1 - SMOOTHING) * slope + SMOOTHING * direction[limit];
            norm += direction[limit] * direction[limit];
        }
        if (norm == 0) {
            return;
        }
        double by = length * Math.max(relaxation.rawBound() - target, 1e-9) / norm;
        for (int limit = 0; limit < prices.length; limit++) {
            double next = prices[limit] - by * direction[limit] / weight[limit];
            boolean mayRise = problem.limitMax[limit] != Problem.UNLIMITED;
            boolean mayFall = problem.limitMin[limit] > 0;
            prices[limit] = (next > 0 && !mayRise) || (next < 0 && !mayFall) ? 0 : next;
        }
    }

    // What one more unit of price adds to the bound: the side's credit minus what is used.
    private double slope(int limit, double price) {
        long use = relaxation.use()[limit];
        long max = problem.limitMax[limit];
        long min = problem.limitMin[limit];
        if (price > 0 || (price == 0 && use > max)) {
            return max == Problem.UNLIMITED ? 0 : (double) max - use;
        }
        return price < 0 || use < min ? (double) min - use : 0;
    }

    /** The lowest bound found. */
    long bound() {
        return bestBound;
    }

    /** The prices that gave it. */
    double[] prices() {
        return best;
    }
}
