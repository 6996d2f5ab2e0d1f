package org.countersign.audit;

import java.util.ArrayList;
import java.util.List;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Service;

/** The front door of proofs: a few reads each, however long the log is. */
@Service
public class Proofs {

    private final Nodes nodes;
    private final Checkpoints checkpoints;
    private final AuditEntries entries;

    Proofs(Nodes nodes, Checkpoints checkpoints, AuditEntries entries) {
        this.nodes = nodes;
        this.checkpoints = checkpoints;
        this.entries = entries;
    }

    /**
     * That the entry at {@code index} is in the log's first {@code size} entries.
     *
     * @param size at most that of the newest checkpoint
     * @throws Refusal.Invalid unless 0 ≤ index &lt; size ≤ size of the newest checkpoint
     */
    public InclusionProof inclusion(long index, long size) {
        long signed = checkpoints.latest().size();
        require("size", size, 1, signed, "the log has " + signed + " signed entries");
        require("index", index, 0, size - 1, "indexes count from 0");
        List<Subtree.Range> wanted = new ArrayList<>(Subtree.inclusion(index, size));
        wanted.add(new Subtree.Range(index, index + 1));
        wanted.add(new Subtree.Range(0, size));
        List<Hash> hashes = nodes.hashes(wanted);
        int path = hashes.size() - 2;
        return new InclusionProof(index, size, hashes.get(path), hashes.subList(0, path), hashes.getLast());
    }

    /**
     * That the log's first {@code from} entries are the beginning of its first {@code to} entries.
     *
     * @throws Refusal.Invalid unless 1 ≤ from ≤ to ≤ size of the newest checkpoint
     */
    public ConsistencyProof consistency(long from, long to) {
        long signed = checkpoints.latest().size();
        require("to", to, 1, signed, "the log has " + signed + " signed entries");
        require("from", from, 1, to, "nothing can be proven about the empty log");
        List<Hash> hashes = from == to ? List.of() : nodes.hashes(Subtree.consistency(from, to));
        return new ConsistencyProof(from, to, hashes);
    }

    /**
     * That an entry is in the log, against the newest checkpoint.
     *
     * @throws Refusal.NotFound if there is no such entry, or it has no index yet
     */
    public EntryProof of(EntryId id) {
        LogEntry entry = entries.find(id).orElseThrow(() -> new Refusal.NotFound("log entry", id.toString()));
        if (entry.index() == null) {
            throw new Refusal.NotFound("sequenced log entry", id + " yet; ask again in a second");
        }
        Checkpoint checkpoint = checkpoints.latest();
        return new EntryProof(entry, inclusion(entry.index(), checkpoint.size()), checkpoint);
    }

    /**
     * That entries are in the log, all in one read, against one checkpoint.
     *
     * @param indexes in ascending order
     * @param checkpoint of this log
     * @throws Refusal.Invalid if one of them is not below the checkpoint
     */
    public List<EntryProof> of(List<Long> indexes, Checkpoint checkpoint) {
        if (indexes.isEmpty()) {
            return List.of();
        }
        require("index", indexes.getFirst(), 0, checkpoint.size() - 1, "indexes count from 0");
        require("index", indexes.getLast(), 0, checkpoint.size() - 1, "no checkpoint covers more");
        List<Subtree.Range> wanted = new ArrayList<>();
        for (long index : indexes) {
            wanted.add(new Subtree.Range(index, index + 1));
            wanted.addAll(Subtree.inclusion(index, checkpoint.size()));
        }
        List<Hash> hashes = nodes.hashes(wanted);
        List<EntryProof> found = new ArrayList<>();
        int at = 0;
        for (LogEntry entry : entries.at(indexes)) {
            long index = indexes.get(found.size());
            int length = Subtree.inclusion(index, checkpoint.size()).size();
            List<Hash> path = hashes.subList(at + 1, at + 1 + length);
            found.add(new EntryProof(
                    entry,
                    new InclusionProof(index, checkpoint.size(), hashes.get(at), path, checkpoint.root()),
                    checkpoint));
            at += 1 + length;
        }
        return found;
    }

    private static void require(String name, long value, long least, long most, String reason) {
        if (value < least || value > most) {
            String detail = name + " is " + value + ", expected " + least + " to " + most + ": " + reason + ".";
            throw new Refusal.Invalid(detail, List.of(new FieldError("/" + name, detail)));
        }
    }
}
