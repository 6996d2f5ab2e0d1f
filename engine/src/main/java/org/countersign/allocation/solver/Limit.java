package org.countersign.allocation.solver;

/**
 * A limit as the constraint streams see it.
 *
 * @param isOutOfReach whether no place counts for it: then nothing chosen can change it
 */
record Limit(Problem problem, int index, boolean isOutOfReach) {

    /** By how much it is broken when so much is used, above or below. */
    long excess(long used) {
        return problem.excess(index, used);
    }

    // By index alone: streams group by it, and the problem behind it is one and the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof Limit limit && limit.index == index;
    }

    @Override
    public int hashCode() {
        return index;
    }

    @Override
    public String toString() {
        return "limit " + index;
    }
}
