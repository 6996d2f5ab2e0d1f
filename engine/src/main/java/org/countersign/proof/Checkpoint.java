package org.countersign.proof;

import java.util.List;

/**
 * The signed statement of what the log is: its origin, its size and its root (C2SP tlog-checkpoint). Whoever keeps one
 * can prove later that the log still begins the same way.
 *
 * @param origin name of the log
 * @param size entries in it
 * @param note the signed note that says so
 */
public record Checkpoint(String origin, long size, Hash root, SignedNote note) {

    /** The text of a checkpoint before it is signed. */
    public static String text(String origin, long size, Hash root) {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * Reads a checkpoint and checks its signature.
     *
     * @param key the log's key, known from elsewhere
     * @throws ProofRejectedException if it is no checkpoint of that log, or not signed by that key
     */
    public static Checkpoint verified(String note, NoteKey key) {
        Checkpoint checkpoint = unverified(note);
        checkpoint.note.verify(key);
        if (!checkpoint.origin.equals(key.name())) {
            throw new ProofRejectedException(
                    "The checkpoint is of log " + checkpoint.origin + " and not of " + key.name() + ".");
        }
        return checkpoint;
    }

    /**
     * Reads a checkpoint and believes nothing of it yet.
     *
     * @throws ProofRejectedException if it is none
     */
    public static Checkpoint unverified(String note) {
        SignedNote signed = SignedNote.parse(note);
        List<String> lines = signed.text().lines().toList();
        if (lines.size() < 3) {
            throw new ProofRejectedException(
                    "No checkpoint: it has " + lines.size() + " lines instead of origin, size and root.");
        }
        try {
            return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), Hash.ofBase64(lines.get(2)), signed);
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("No checkpoint: size or root cannot be read, " + e.getMessage());
        }
    }
}
