package org.countersign.allocation.solver;

/**
 * What the bound of a {@link Decomposition} loses with a choice: where it falls below the value of a plan that is known
 * already, no better plan makes that choice (reduced cost fixing).
 */
final class Marginals {

    /** By how much the bound falls, in fine values, if a pair has to be taken; never negative. */
    final long[] taken;

    /** The same if it has to be left. */
    final long[] left;

    Marginals(int pairs) {
        taken = new long[pairs];
        left = new long[pairs];
    }

    /** Adds what one block says about its pairs. */
    void add(Knapsack block) {
        long best = block.solve();
        for (int item = 0; item < block.items(); item++) {
            int pair = block.pair(item);
            taken[pair] = plus(taken[pair], best, block.solveWith(item));
            left[pair] = plus(left[pair], best, block.solveWithout(item));
        }
    }

    private static long plus(long lost, long best, long forced) {
        return forced == Long.MIN_VALUE || lost == Long.MAX_VALUE ? Long.MAX_VALUE : lost + Math.max(0, best - forced);
    }
}
