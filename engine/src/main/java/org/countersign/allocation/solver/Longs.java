package org.countersign.allocation.solver;

import java.util.Arrays;

/** A growing list of longs. */
final class Longs {

    private long[] items = new long[16];
    private int size;

    void add(long item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1));
        }
        items[size++] = item;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return items[index];
    }

    long[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
