package org.countersign.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The tree over leaves that arrive one after the other, kept as its full subtrees alone: memory grows with the logarithm. */
public final class GrowingTree {

    private final Deque<Hash> peaks = new ArrayDeque<>();
    private long size;

    /** Appends the next leaf. */
    public void append(Hash leaf) {
        Hash hash = leaf;
        for (long full = size; (full & 1) == 1; full >>>= 1) {
            hash = Hash.node(peaks.pop(), hash);
        }
        peaks.push(hash);
        size++;
    }

    /** Leaves so far. */
    public long size() {
        return size;
    }

    /** The root over all leaves so far. */
    public Hash root() {
        Iterator<Hash> smallestFirst = peaks.iterator();
        if (!smallestFirst.hasNext()) {
            return Hash.EMPTY;
        }
        Hash root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = Hash.node(smallestFirst.next(), root);
        }
        return root;
    }
}
