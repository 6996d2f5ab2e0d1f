package org.countersign.allocation.solver;

import java.util.Arrays;

/** Builds a plan in one pass: first what is owed, then whatever pays, the most attractive pair first. */
final class Greedy {

    private Greedy() {}

    /**
     * A plan on top of the pins that breaks no maximum beyond them.
     *
     * @param attraction of each pair; its value, or better its value after paying for the limits
     */
    static Ledger plan(Problem problem, Ledger pins, double[] attraction) {
        Ledger plan = pins.copy();
        long[] order = order(attraction);
        if (!plan.isFeasible()) {
            for (long entry : order) {
                int pair = (int) entry;
                if (plan.isOwed(pair) && plan.fits(pair)) {
                    plan.add(pair);
                }
            }
        }
        for (long entry : order) {
            int pair = (int) entry;
            if (problem.pairValue[pair] > 0 && plan.fits(pair)) {
                plan.add(pair);
            }
        }
        return plan;
    }

    // The descending attraction in the high half, the pair in the low half: sorts a million without a comparator.
    private static long[] order(double[] attraction) {
        long[] order = new long[attraction.length];
        for (int pair = 0; pair < order.length; pair++) {
            int bits = Float.floatToIntBits((float) attraction[pair]);
            int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            order[pair] = ((long) ~ascending << 32) | pair;
        }
        Arrays.sort(order);
        return order;
    }
}
