package org.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * That a log only grew: the tree of {@code from} entries is the beginning of the tree of {@code to} entries.
 *
 * @param from size of the earlier tree, at least 1: nothing can be shown about the empty one
 * @param to size of the later tree, at least {@code from}
 */
public record ConsistencyProof(long from, long to, List<Hash> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Checks it as RFC 9162, section 2.1.4.2 says, but refuses {@code from} = 0.
     *
     * @throws ProofRejectedException if it does not lead to both roots
     */
    public void verify(Hash fromRoot, Hash toRoot) {
        if (from < 1 || from > to) {
            throw new ProofRejectedException("There is no consistency proof from size " + from + " to " + to + ".");
        }
        if (from == to) {
            if (!hashes.isEmpty()) {
                throw new ProofRejectedException(
                        "A proof between equal sizes is empty and has not " + hashes.size() + " hashes.");
            }
            requireEqual("root at size " + from, fromRoot, toRoot);
            return;
        }
        List<Hash> path = new ArrayList<>(hashes);
        if (Long.bitCount(from) == 1) {
            path.addFirst(fromRoot);
        }
        if (path.isEmpty() || hashes.isEmpty()) {
            throw new ProofRejectedException("The proof from size " + from + " to " + to + " is empty.");
        }
        climb(path, fromRoot, toRoot);
    }

    private void climb(List<Hash> path, Hash fromRoot, Hash toRoot) {
        long at = from - 1;
        long last = to - 1;
        int complete = Long.numberOfTrailingZeros(~at);
        at >>>= complete;
        last >>>= complete;
        Hash earlier = path.getFirst();
        Hash later = path.getFirst();
        for (Hash sibling : path.subList(1, path.size())) {
            if (last == 0) {
                throw new ProofRejectedException("The proof from size " + from + " to " + to + " is too long.");
            }
            if ((at & 1) == 1 || at == last) {
                earlier = Hash.node(sibling, earlier);
                later = Hash.node(sibling, later);
                // at is not 0 here: it is odd, or equal to last, which is not 0.
                int skipped = Long.numberOfTrailingZeros(at);
                at >>>= skipped;
                last >>>= skipped;
            } else {
                later = Hash.node(later, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            throw new ProofRejectedException("The proof from size " + from + " to " + to + " is too short.");
        }
        requireEqual("root at size " + from, fromRoot, earlier);
        requireEqual("root at size " + to, toRoot, later);
    }

    private static void requireEqual(String what, Hash expected, Hash computed) {
        if (!expected.equals(computed)) {
            throw new ProofRejectedException(
                    "The " + what + " is " + expected + " and the proof leads to " + computed + ".");
        }
    }
}
