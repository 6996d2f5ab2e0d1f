package org.countersign.allocation.solver;

import java.util.Arrays;

/**
 * Solves one small block exactly: which of its items to take, so that the gain is largest and no dimension overflows.
 * Depth first, the item with the most gain per share of the dimensions first, against Dantzig's bound (1957) of the
 * dimensions added up. Reused for many blocks, not for many threads.
 */
final class Knapsack {

    /** After so many steps the bound is taken for the gain. */
    private static final int MOST_STEPS = 20_000;

    /** Ratios are sorted as floats, so the bound may be too low by the error of one. */
    private static final double SLACK = 1e-6;

    private int items;
    private int dimensions;
    private long[] gain = new long[32];
    private int[] pair = new int[32];
    private int[] clique = new int[32];
    private long[][] amount = new long[2][32];
    private long[] left = new long[2];
    private long[] capacity = new long[2];
    private int least;
    private int without;

    private double[] weight = new double[32];
    private long[] order = new long[32];
    private int[] sorted = new int[32];
    private boolean[] isIn = new boolean[32];
    private boolean[] isInBest = new boolean[32];
    private boolean[] isBlocked = new boolean[0];
    private double room;
    private long best;
    private int steps;
    private int missing;
    private int count;

    /** Starts over with dimensions of these capacities to be filled in by {@link #capacity}. */
    void begin(int dimensions, int least, int cliques) {
        this.dimensions = dimensions;
        this.least = least;
        items = 0;
        if (left.length < dimensions) {
            left = new long[dimensions];
            capacity = new long[dimensions];
            long[][] more = new long[dimensions][];
            for (int d = 0; d < dimensions; d++) {
                more[d] = new long[gain.length];
            }
            amount = more;
        }
        if (isBlocked.length < cliques) {
            isBlocked = new boolean[cliques];
        }
    }

    void capacity(int dimension, long most) {
        capacity[dimension] = most;
    }

    /**
     * Adds an item; its amounts are set by {@link #amount} and are 0 until then.
     *
     * @param clique of which only one item can be taken; -1 for none
     */
    void item(int pair, long gain, int clique) {
        if (items == this.gain.length) {
            grow();
        }
        this.pair[items] = pair;
        this.gain[items] = gain;
        this.clique[items] = clique;
        for (int d = 0; d < dimensions; d++) {
            amount[d][items] = 0;
        }
        items++;
    }

    /** What the newest item takes of a dimension. */
    void amount(int dimension, long taken) {
        amount[dimension][items - 1] = taken;
    }

    private void grow() {
        int size = gain.length * 2;
        gain = Arrays.copyOf(gain, size);
        pair = Arrays.copyOf(pair, size);
        clique = Arrays.copyOf(clique, size);
        for (int d = 0; d < amount.length; d++) {
            amount[d] = Arrays.copyOf(amount[d], size);
        }
        weight = new double[size];
        order = new long[size];
        sorted = new int[size];
        isIn = new boolean[size];
        isInBest = new boolean[size];
    }

    /** The largest gain, or a bound of it where the search would take too long. {@link #taken} tells what is in it. */
    long solve() {
        without = -1;
        return solveRest();
    }

    /** The same if an item has to be left. */
    long solveWithout(int item) {
        without = item;
        return solveRest();
    }

    /** The same if an item has to be taken; {@link Long#MIN_VALUE} if it does not fit. */
    long solveWith(int item) {
        if (!fitsAlone(item)) {
            return Long.MIN_VALUE;
        }
        without = item;
        int all = least;
        least--;
        take(item, 1);
        long rest = solveRest();
        take(item, -1);
        least = all;
        return rest + gain[item];
    }

    private void take(int item, int sign) {
        for (int d = 0; d < dimensions; d++) {
            capacity[d] -= sign * amount[d][item];
        }
        if (clique[item] >= 0) {
            isBlocked[clique[item]] = sign > 0;
        }
    }

    private long solveRest() {
        room = 0;
        for (int d = 0; d < dimensions; d++) {
            left[d] = capacity[d];
            room += capacity[d] > 0 ? 1 : 0;
        }
        sort();
        Arrays.fill(isIn, 0, items, false);
        Arrays.fill(isInBest, 0, items, false);
        best = least > 0 ? Long.MIN_VALUE : 0;
        steps = 0;
        missing = least;
        double root = dantzig(0);
        search(0, 0);
        return steps > MOST_STEPS || best == Long.MIN_VALUE ? (long) Math.ceil(root + Math.ulp(root)) : best;
    }

    private void sort() {
        int kept = 0;
        for (int i = 0; i < items; i++) {
            if (i == without || (gain[i] <= 0 && least <= 0) || !fitsAlone(i)) {
                continue;
            }
            double share = 1e-12;
            for (int d = 0; d < dimensions; d++) {
                share += capacity[d] > 0 ? (double) amount[d][i] / capacity[d] : 0;
            }
            weight[i] = share;
            order[kept++] = key(gain[i] / share, i);
        }
        Arrays.sort(order, 0, kept);
        for (int i = 0; i < kept; i++) {
            sorted[i] = (int) order[i];
        }
        count = kept;
    }

    // Descending by ratio in the high half, the item in the low half.
    private static long key(double ratio, int item) {
        int bits = Float.floatToIntBits((float) ratio);
        int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ~ascending << 32) | item;
    }

    private boolean fitsAlone(int item) {
        for (int d = 0; d < dimensions; d++) {
            if (amount[d][item] > capacity[d]) {
                return false;
            }
        }
        return true;
    }

    // An upper bound of what the items from i on can still add: each dimension allows at most its room, so all together
    // allow at most the rooms added up. Items of a negative gain are only taken where a minimum forces them.
    private double dantzig(int i) {
        double open = room;
        double value = 0;
        for (int k = i; k < count; k++) {
            int item = sorted[k];
            long worth = gain[item];
            if (worth <= 0) {
                break;
            }
            if (weight[item] <= open) {
                open -= weight[item];
                value += worth;
            } else {
                return (value + worth * open / weight[item]) * (1 + SLACK) + 1;
            }
        }
        return value * (1 + SLACK) + 1;
    }

    private void search(int i, long value) {
        if (missing <= 0 && value > best) {
            best = value;
            System.arraycopy(isIn, 0, isInBest, 0, items);
        }
        if (i == count || ++steps > MOST_STEPS) {
            return;
        }
        if (best != Long.MIN_VALUE && value + dantzig(i) < best + 1) {
            return;
        }
        int item = sorted[i];
        if (fits(item) && (gain[item] > 0 || missing > 0)) {
            put(item, -1);
            search(i + 1, value + gain[item]);
            put(item, 1);
        }
        search(i + 1, value);
    }

    private boolean fits(int item) {
        if (clique[item] >= 0 && isBlocked[clique[item]]) {
            return false;
        }
        for (int d = 0; d < dimensions; d++) {
            if (amount[d][item] > left[d]) {
                return false;
            }
        }
        return true;
    }

    private void put(int item, int sign) {
        for (int d = 0; d < dimensions; d++) {
            left[d] += sign * amount[d][item];
        }
        room += sign * weight[item];
        missing += sign;
        isIn[item] = sign < 0;
        if (clique[item] >= 0) {
            isBlocked[clique[item]] = sign < 0;
        }
    }

    int items() {
        return items;
    }

    /** The pair of an item. */
    int pair(int item) {
        return pair[item];
    }

    /** Whether an item is in the best choice found. */
    boolean taken(int item) {
        return isInBest[item];
    }
}
