package org.countersign.live;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks the log from outside with the JDK alone, sharing no code with the product: RFC 6962 hashes written plainly, so
 * that a mistake in the product's own tree cannot hide behind itself.
 */
final class LogProof {

    private LogProof() {}

    /**
     * The size and root that a C2SP checkpoint states.
     *
     * @param root hexadecimal
     */
    record Checkpoint(long size, String root) {

        static Checkpoint parse(String note) {
            List<String> lines = note.lines().toList();
            return new Checkpoint(
                    Long.parseLong(lines.get(1)),
                    HexFormat.of().formatHex(Base64.getDecoder().decode(lines.get(2))));
        }
    }

    /** The root over exported entries, each {@code {"index", "leaf", ...}}. */
    static String rootOf(List<JsonNode> entries) throws GeneralSecurityException {
        List<byte[]> leaves = new ArrayList<>();
        for (JsonNode entry : entries) {
            leaves.add(
                    hash((byte) 0, Base64.getDecoder().decode(entry.get("leaf").asString())));
        }
        return HexFormat.of().formatHex(root(leaves));
    }

    /** The root that an inclusion proof leads to (RFC 9162, 2.1.3.2). */
    static String rootByInclusion(long index, long size, byte[] leafHash, List<byte[]> hashes)
            throws GeneralSecurityException {
        long node = index;
        long last = size - 1;
        byte[] result = leafHash;
        for (byte[] sibling : hashes) {
            if (last == 0) {
                throw new GeneralSecurityException("The proof is longer than the path to the root.");
            }
            if (node % 2 == 1 || node == last) {
                result = hash((byte) 1, sibling, result);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                result = hash((byte) 1, result, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new GeneralSecurityException("The proof is shorter than the path to the root.");
        }
        return HexFormat.of().formatHex(result);
    }

    static byte[] leafHash(byte[] leaf) throws NoSuchAlgorithmException {
        return hash((byte) 0, leaf);
    }

    private static byte[] root(List<byte[]> hashes) throws NoSuchAlgorithmException {
        if (hashes.isEmpty()) {
            return MessageDigest.getInstance("SHA-256").digest("".getBytes(StandardCharsets.UTF_8));
        }
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        return hash((byte) 1, root(hashes.subList(0, split)), root(hashes.subList(split, hashes.size())));
    }

    private static byte[] hash(byte prefix, byte[]... parts) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(prefix);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
