package org.countersign.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countersign.proof.Hash;

/** The right edge of the growing tree: all that is needed to append leaves and to know the root. */
final class TreeHead {

    private final Deque<Hash> peaks = new ArrayDeque<>();
    private final Map<Subtree, Hash> completed = new LinkedHashMap<>();
    private long size;

    /** @param stored hashes of at least the subtrees that make up the first {@code size} leaves */
    TreeHead(long size, Map<Subtree, Hash> stored) {
        this.size = size;
        for (Subtree peak : edge(size).subtrees()) {
            peaks.push(new Subtree.Range(peak.position() << peak.level(), (peak.position() + 1) << peak.level())
                    .hash(stored));
        }
    }

    /** What must be stored of a tree to go on from {@code size}. */
    static Subtree.Range edge(long size) {
        return new Subtree.Range(0, size);
    }

    void append(Hash leaf) {
        Hash hash = leaf;
        int level = 0;
        long position = size;
        completed.put(new Subtree(level, position), hash);
        while ((position & 1) == 1) {
            hash = Hash.node(peaks.pop(), hash);
            level++;
            position >>>= 1;
            completed.put(new Subtree(level, position), hash);
        }
        peaks.push(hash);
        size++;
    }

    long size() {
        return size;
    }

    Hash root() {
        Hash root = null;
        for (Hash peak : peaks) {
            root = root == null ? peak : Hash.node(peak, root);
        }
        return root == null ? Hash.EMPTY : root;
    }

    /** The subtrees that became full by the appends, each leaf being one. */
    Map<Subtree, Hash> completed() {
        return Map.copyOf(completed);
    }
}
