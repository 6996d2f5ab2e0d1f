package org.countersign.suggestion;

import java.util.List;
import java.util.UUID;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;

/** The Merkle tree (RFC 6962, section 2.1) over the suggestions of one RECEIPT entry. */
final class ReceiptTree {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private ReceiptTree() {}

    /** The bytes that stand for one revision in the tree: which it is, and the commitment to its document. */
    static byte[] leaf(UUID suggestion, int revision, String commitment) {
        return Json.canonicalOf(new Leaf(commitment, revision, suggestion.toString()));
    }

    /** The root over at least one leaf, 32 bytes. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return Sha256.of(LEAF, leaves.getFirst());
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Sha256.of(NODE, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    private record Leaf(String commitment, int revision, String suggestion) {}
}
