package org.countersign.allocation.solver;

/** A list of int lists in two flat arrays: a million pairs as objects would not fit the memory they deserve. */
final class Rows {

    private final int[] starts;
    private final int[] items;

    private Rows(int[] starts, int[] items) {
        this.starts = starts;
        this.items = items;
    }

    /** Puts item i, with i from 0, into row {@code rowOf[i]}; within a row, items ascend. */
    static Rows group(int rows, int[] rowOf) {
        int[] items = new int[rowOf.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = i;
        }
        return group(rows, rowOf, items, rowOf.length);
    }

    /** Puts {@code itemAt[i]} into row {@code rowAt[i]} for the first {@code length} places; order is kept. */
    static Rows group(int rows, int[] rowAt, int[] itemAt, int length) {
        int[] starts = new int[rows + 1];
        for (int i = 0; i < length; i++) {
            starts[rowAt[i] + 1]++;
        }
        for (int row = 0; row < rows; row++) {
            starts[row + 1] += starts[row];
        }
        int[] next = starts.clone();
        int[] items = new int[length];
        for (int i = 0; i < length; i++) {
            items[next[rowAt[i]]++] = itemAt[i];
        }
        return new Rows(starts, items);
    }

    int rows() {
        return starts.length - 1;
    }

    /** First place of a row in the flat order. */
    int start(int row) {
        return starts[row];
    }

    /** Place after the last one of a row. */
    int end(int row) {
        return starts[row + 1];
    }

    int size(int row) {
        return starts[row + 1] - starts[row];
    }

    /** The item at a place of the flat order. */
    int item(int place) {
        return items[place];
    }
}
