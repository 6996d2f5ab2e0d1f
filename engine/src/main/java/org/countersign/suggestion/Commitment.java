package org.countersign.suggestion;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.countersign.shared.Sha256;

/**
 * What the log holds instead of a document: SHA-256 over a random salt and the canonical bytes. Once the salt is
 * erased, nobody can tell which document it was, not even by trying all that are likely.
 */
final class Commitment {

    private static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;
    private final byte[] digest;

    private Commitment(byte[] salt, byte[] digest) {
        this.salt = salt;
        this.digest = digest;
    }

    /** A commitment with a fresh salt. */
    static Commitment to(byte[] canonical) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Commitment(salt, Sha256.of(salt, canonical));
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] digest() {
        return digest.clone();
    }

    /** The digest in lower-case hexadecimal. */
    String hex() {
        return HexFormat.of().formatHex(digest);
    }
}
