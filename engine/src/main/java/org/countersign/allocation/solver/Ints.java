package org.countersign.allocation.solver;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A growing list of ints. */
final class Ints {

    private int[] items = new int[16];
    private int size;

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1));
        }
        items[size++] = item;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return items[index];
    }

    void forEach(IntConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(items[i]);
        }
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
