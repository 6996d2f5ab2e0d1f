package org.countersign.proof;

import java.util.List;

/**
 * That one entry is in the log: with its leaf hash and these hashes anybody can compute the root of the tree.
 *
 * @param index of the entry, from 0
 * @param size of the tree it is shown to be in, greater than {@code index}
 * @param hashes siblings on the way from the leaf to the root
 * @param root what they lead to
 */
public record InclusionProof(long index, long size, Hash leafHash, List<Hash> hashes, Hash root) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Checks it as RFC 9162, section 2.1.3.2 says.
     *
     * @throws ProofRejectedException if it does not lead from the leaf to the root
     */
    public void verify() {
        if (index < 0 || index >= size) {
            throw new ProofRejectedException("Index " + index + " is not in a tree of " + size + " entries.");
        }
        long at = index;
        long last = size - 1;
        Hash computed = leafHash;
        for (Hash sibling : hashes) {
            if (last == 0) {
                throw new ProofRejectedException("The proof of entry " + index + " of " + size + " is too long.");
            }
            if ((at & 1) == 1 || at == last) {
                computed = Hash.node(sibling, computed);
                // at is not 0 here: it is odd, or equal to last, which is not 0.
                int skipped = Long.numberOfTrailingZeros(at);
                at >>>= skipped;
                last >>>= skipped;
            } else {
                computed = Hash.node(computed, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            throw new ProofRejectedException("The proof of entry " + index + " of " + size + " is too short.");
        }
        if (!computed.equals(root)) {
            throw new ProofRejectedException(
                    "Entry " + index + " of " + size + " leads to root " + computed + " and not to " + root + ".");
        }
    }
}
