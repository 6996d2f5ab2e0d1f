package org.countersign.proof;

import java.util.Arrays;
import java.util.Base64;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash in the log's tree (RFC 6962, section 2.1). Leaves and nodes are told apart by their first byte. */
public final class Hash {

    /** Bytes in a hash. */
    public static final int LENGTH = 32;

    private static final byte[] LEAF_PREFIX = {0};
    private static final byte[] NODE_PREFIX = {1};

    /** The root of the tree without leaves. */
    public static final Hash EMPTY = new Hash(Sha256.of());

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException unless {@code bytes} are 32 */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A hash of the log has 32 bytes and not " + bytes.length + ".");
        }
        return new Hash(bytes.clone());
    }

    /** Reads padded standard base64. */
    public static Hash ofBase64(String text) {
        return of(Base64.getDecoder().decode(text));
    }

    /** SHA-256(0x00 ‖ entry). */
    public static Hash leaf(byte[] entry) {
        return new Hash(Sha256.of(LEAF_PREFIX, entry));
    }

    /** SHA-256(0x01 ‖ left ‖ right). */
    public static Hash node(Hash left, Hash right) {
        return new Hash(Sha256.of(NODE_PREFIX, left.value, right.value));
    }

    public byte[] bytes() {
        return value.clone();
    }

    /** Padded standard base64, 44 characters. */
    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return base64();
    }
}
