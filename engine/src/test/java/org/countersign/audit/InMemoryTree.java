package org.countersign.audit;

import java.util.List;
import java.util.Map;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;

/** The log's tree on a map instead of a database. */
final class InMemoryTree {

    private final TreeHead head;

    private InMemoryTree(TreeHead head) {
        this.head = head;
    }

    static InMemoryTree of(List<Hash> leaves) {
        TreeHead head = new TreeHead(0, Map.of());
        leaves.forEach(head::append);
        return new InMemoryTree(head);
    }

    Map<Subtree, Hash> stored() {
        return head.completed();
    }

    Hash root() {
        return head.root();
    }

    InclusionProof inclusion(long index, long size) {
        return new InclusionProof(
                index,
                size,
                new Subtree.Range(index, index + 1).hash(stored()),
                hashes(Subtree.inclusion(index, size)),
                new Subtree.Range(0, size).hash(stored()));
    }

    ConsistencyProof consistency(long from, long to) {
        return new ConsistencyProof(from, to, hashes(Subtree.consistency(from, to)));
    }

    private List<Hash> hashes(List<Subtree.Range> ranges) {
        Map<Subtree, Hash> stored = stored();
        return ranges.stream().map(range -> range.hash(stored)).toList();
    }
}
