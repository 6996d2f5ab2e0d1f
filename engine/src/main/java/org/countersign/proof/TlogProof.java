package org.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A proof as a file (C2SP tlog-proof, version 1): the index of an entry, the way from it to the root, and the checkpoint
 * that signs the root. Whoever has the entry's bytes and the log's key needs nothing else, and no server.
 *
 * @param index of the entry, from 0
 */
public record TlogProof(long index, List<Hash> hashes, SignedNote checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Reads the file's text.
     *
     * @throws ProofRejectedException if it is no such proof
     */
    public static TlogProof parse(String text) {
        int blankLine = text.indexOf("\n\n");
        if (!text.startsWith(HEADER + "\n") || blankLine <= HEADER.length()) {
            throw new ProofRejectedException("No tlog-proof: expected \"" + HEADER
                    + "\", the index, hashes, a blank line " + "and a checkpoint.");
        }
        List<String> lines = new ArrayList<>(
                text.substring(HEADER.length() + 1, blankLine).lines().toList());
        if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) {
            lines.removeFirst();
        }
        if (lines.isEmpty() || !lines.getFirst().matches("index (0|[1-9][0-9]{0,18})")) {
            throw new ProofRejectedException("No tlog-proof: the line with the index is missing.");
        }
        try {
            return new TlogProof(
                    Long.parseLong(lines.getFirst().substring("index ".length())),
                    lines.stream().skip(1).map(Hash::ofBase64).toList(),
                    SignedNote.parse(text.substring(blankLine + 2)));
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("No tlog-proof: " + e.getMessage());
        }
    }

    /**
     * Checks that the log of {@code key} has {@code entry} at this index.
     *
     * @param entry its exact bytes
     * @throws ProofRejectedException if the proof does not show that
     */
    public void verify(byte[] entry, NoteKey key) {
        Checkpoint signed = Checkpoint.verified(checkpoint.toString(), key);
        new InclusionProof(index, signed.size(), Hash.leaf(entry), hashes, signed.root()).verify();
    }

    /** The file's text. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
        hashes.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
