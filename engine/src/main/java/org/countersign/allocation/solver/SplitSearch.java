package org.countersign.allocation.solver;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the division of values and the prices whose bound is lowest: subgradient steps of Polyak's length along a
 * smoothed direction, from the best prices of {@link PriceSearch}.
 */
final class SplitSearch {

    private static final double SMOOTHING = 0.4;
    private static final double MEMORY = 0.03;
    private static final int PATIENCE = 20;

    private final Problem problem;
    private final Decomposition parts;
    private final Rows candidates;
    private final double[] direction;
    private final double[] priceDirection;
    private final double[] exact;
    private final double[] weight;
    private final double[] likely;
    private long best = Long.MAX_VALUE;
    private long[] bestShare;
    private double[] bestPrice;
    private @Nullable Marginals marginals;

    SplitSearch(Problem problem, Ledger pins, Relaxation relaxation, double[] prices) {
        this.problem = problem;
        candidates = relaxation.candidates();
        parts = new Decomposition(problem, pins, candidates);
        direction = new double[problem.pairs()];
        exact = new double[problem.pairs()];
        priceDirection = new double[problem.limits()];
        weight = new double[problem.limits()];
        likely = new double[problem.pairs()];
        start(prices);
        bestShare = parts.share.clone();
        bestPrice = parts.price.clone();
    }

    // A group starts with what its pairs would pay for its limits: so the first bound is that of the prices, or better.
    private void start(double[] prices) {
        Blocks blocks = parts.blocks();
        for (int group = 0; group < blocks.limitsOfGroup.rows(); group++) {
            Rows limits = blocks.limitsOfGroup;
            for (int place = limits.start(group); place < limits.end(group); place++) {
                int limit = limits.item(place);
                Rows pairs = problem.pairsOfLimit;
                for (int p = pairs.start(limit); p < pairs.end(limit); p++) {
                    int pair = pairs.item(p);
                    exact[pair] += Math.max(0, prices[limit]) * problem.amountOf(pair, limit) * parts.fine();
                }
            }
        }
        for (int pair = 0; pair < exact.length; pair++) {
            parts.share[pair] = Math.round(exact[pair]);
        }
        for (int limit : blocks.priced) {
            parts.price[limit] = prices[limit] * parts.fine();
            Rows pairs = problem.pairsOfLimit;
            weight[limit] = 1;
            for (int p = pairs.start(limit); p < pairs.end(limit); p++) {
                weight[limit] = Math.max(weight[limit], (double) problem.amountOf(pairs.item(p), limit));
            }
        }
    }

    /** Lowers the bound until it meets what is known to be possible, the steps run out, or time is up. */
    void run(Incumbent incumbent, int iterations, Deadline deadline) {
        double length = 1;
        int stalled = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            long bound = parts.evaluate(deadline);
            if (deadline.hasPassed()) {
                return;
            }
            remember();
            if (bound < best) {
                stalled = bound < best - best / 100_000 ? 0 : stalled + 1;
                best = bound;
                bestShare = parts.share.clone();
                bestPrice = parts.price.clone();
            } else {
                stalled++;
            }
            double target = incumbent.best().isFeasible() ? incumbent.best().value() * parts.fine() : bound * 0.98;
            if (incumbent.best().isFeasible() && bound() <= incumbent.best().value()) {
                return;
            }
            if (stalled > PATIENCE) {
                length /= 2;
                stalled = 0;
                if (length < 1e-4) {
                    return;
                }
            }
            step(bound, target, length);
        }
    }
    // How often a pair was taken of late, by either side.
    private void remember() {
        int[] groupOf = parts.blocks().groupOfPair;
        for (int pair = 0; pair < likely.length; pair++) {
            boolean byGroup = groupOf[pair] < 0 ? parts.byCampaign[pair] : parts.byGroup[pair];
            double taken = (parts.byCampaign[pair] ? 0.5 : 0) + (byGroup ? 0.5 : 0);
            likely[pair] += MEMORY * (taken - likely[pair]);
        }
    }

    /** How often each pair was taken of late, 0 to 1: what the best plans are likely to have. */
    double[] likely() {
        return likely;
    }

    private void step(long bound, double target, double length) {
        double norm = 0;
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
                int pair = candidates.item(place);
                if (parts.blocks().groupOfPair[pair] < 0) {
                    continue;
                }
                double slope = (parts.byGroup[pair] ? 1 : 0) - (parts.byCampaign[pair] ? 1 : 0);
                direction[pair] = (1 - SMOOTHING) * slope + SMOOTHING * direction[pair];
                norm += direction[pair] * direction[pair];
            }
        }
        for (int limit : parts.blocks().priced) {
            priceDirection[limit] = (1 - SMOOTHING) * slope(limit) / weight[limit] + SMOOTHING * priceDirection[limit];
            norm += priceDirection[limit] * priceDirection[limit];
        }
        if (norm == 0) {
            return;
        }
        double by = length * Math.max(bound - target, 1) / norm;
        for (int pair = 0; pair < direction.length; pair++) {
            if (direction[pair] != 0) {
                exact[pair] -= by * direction[pair];
                parts.share[pair] = Math.round(exact[pair]);
            }
        }
        for (int limit : parts.blocks().priced) {
            double next = parts.price[limit] - by * priceDirection[limit] / weight[limit];
            boolean mayRise = problem.limitMax[limit] != Problem.UNLIMITED;
            boolean mayFall = problem.limitMin[limit] > 0;
            parts.price[limit] = (next > 0 && !mayRise) || (next < 0 && !mayFall) ? 0 : next;
        }
    }

    private double slope(int limit) {
        long use = parts.use[limit];
        long max = problem.limitMax[limit];
        long min = problem.limitMin[limit];
        double price = parts.price[limit];
        if (price > 0 || (price == 0 && use > max)) {
            return max == Problem.UNLIMITED ? 0 : (double) max - use;
        }
        return price < 0 || use < min ? (double) min - use : 0;
    }

    /** Which pairs a plan better than this one may differ in, by the best shares and prices found. */
    Core core(Ledger plan, Deadline deadline) {
        return Core.of(problem, parts, marginals(deadline), plan, candidates, deadline);
    }

    /** By how much the bound falls if a pair has to be taken, in the problem's values. */
    double[] regrets(Deadline deadline) {
        return Arrays.stream(marginals(deadline).taken)
                .mapToDouble(lost -> lost / parts.fine())
                .toArray();
    }

    private Marginals marginals(Deadline deadline) {
        if (marginals == null) {
            System.arraycopy(bestShare, 0, parts.share, 0, bestShare.length);
            System.arraycopy(bestPrice, 0, parts.price, 0, bestPrice.length);
            marginals = parts.marginals(deadline);
        }
        return marginals;
    }

    /** The lowest bound found, in the problem's values. */
    long bound() {
        return best == Long.MAX_VALUE ? best : parts.whole(best);
    }
}
