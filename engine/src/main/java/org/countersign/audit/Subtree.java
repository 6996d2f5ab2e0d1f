package org.countersign.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.countersign.proof.Hash;

/**
 * Address of a full subtree: it covers leaves {@code position * 2^level} up to {@code (position + 1) * 2^level}. Its hash
 * never changes once all its leaves are there.
 */
record Subtree(int level, long position) {

    boolean isLeaf() {
        return level == 0;
    }

    Subtree left() {
        return new Subtree(level - 1, position << 1);
    }

    Subtree right() {
        return new Subtree(level - 1, (position << 1) + 1);
    }

    /** The subtrees {@code depth} levels below that make it up, from left to right. */
    List<Subtree> parts(int depth) {
        return LongStream.range(position << depth, (position + 1) << depth)
                .mapToObj(part -> new Subtree(level - depth, part))
                .toList();
    }

    /** Consecutive leaves, {@code start} inclusive to {@code end} exclusive, that hang from one node of some tree. */
    record Range(long start, long end) {

        /** The fewest full subtrees that make up the range, largest and leftmost first. */
        List<Subtree> subtrees() {
            List<Subtree> parts = new ArrayList<>();
            long at = start;
            while (at < end) {
                int fits = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - at);
                int level = at == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(at));
                parts.add(new Subtree(level, at >>> level));
                at += 1L << level;
            }
            return parts;
        }

        /** The hash of the node the range hangs from. */
        Hash hash(Map<Subtree, Hash> stored) {
            Hash hash = null;
            for (Subtree part : subtrees().reversed()) {
                Hash left = Optional.ofNullable(stored.get(part))
                        .orElseThrow(() -> new IllegalStateException("The log's tree has no hash for " + part + "."));
                hash = hash == null ? left : Hash.node(left, hash);
            }
            return hash == null ? Hash.EMPTY : hash;
        }
    }

    /** What the inclusion proof of an entry consists of, from the leaf upwards (RFC 6962, section 2.1.1). */
    static List<Range> inclusion(long index, long size) {
        List<Range> downwards = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = start + split(end - start);
            if (index < middle) {
                downwards.add(new Range(middle, end));
                end = middle;
            } else {
                downwards.add(new Range(start, middle));
                start = middle;
            }
        }
        return downwards.reversed();
    }

    /** What the consistency proof between two sizes consists of (RFC 6962, section 2.1.2). */
    static List<Range> consistency(long from, long to) {
        List<Range> downwards = new ArrayList<>();
        long start = 0;
        long end = to;
        // The earlier tree ends at from: walk down to the node that ends there.
        while (end != from) {
            long middle = start + split(end - start);
            if (from <= middle) {
                downwards.add(new Range(middle, end));
                end = middle;
            } else {
                downwards.add(new Range(start, middle));
                start = middle;
            }
        }
        // Where that node is the whole earlier tree, the verifier knows its hash: it is the earlier root.
        if (start > 0) {
            downwards.add(new Range(start, end));
        }
        return downwards.reversed();
    }

    /** The largest power of two below {@code leaves}. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
