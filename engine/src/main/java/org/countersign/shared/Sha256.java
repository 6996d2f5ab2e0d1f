package org.countersign.shared;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the concatenation of its arguments. */
public final class Sha256 {

    private Sha256() {}

    /** The 32-byte digest of all {@code parts}, one after the other. */
    public static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** {@link #of} in lower-case hexadecimal, 64 characters. */
    public static String hexOf(byte[]... parts) {
        return HexFormat.of().formatHex(of(parts));
    }
}
