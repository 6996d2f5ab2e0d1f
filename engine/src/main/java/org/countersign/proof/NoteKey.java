package org.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.countersign.shared.Ed25519;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a key that signs notes: C2SP's "verifier key", Ed25519. A log's key signs the note's text, a
 * witness's key (tlog-cosignature) the text and the moment at which it was seen.
 */
public final class NoteKey {

    private static final byte ED25519 = 1;
    private static final byte COSIGNATURE = 4;
    private static final int ID_LENGTH = 4;
    private static final int TIME_LENGTH = 8;

    private final String name;
    private final byte algorithm;
    private final byte[] publicKey;

    private NoteKey(String name, byte algorithm, byte[] publicKey) {
        this.name = name;
        this.algorithm = algorithm;
        this.publicKey = publicKey;
    }

    /**
     * The key of a log, from its name and 32 bytes.
     *
     * @throws IllegalArgumentException if the name is empty or has blanks or a plus sign
     */
    public static NoteKey of(String name, byte[] publicKey) {
        return of(name, ED25519, publicKey);
    }

    /** The key of a witness, from its name and 32 bytes; like {@link #of}. */
    public static NoteKey ofWitness(String name, byte[] publicKey) {
        return of(name, COSIGNATURE, publicKey);
    }

    private static NoteKey of(String name, byte algorithm, byte[] publicKey) {
        if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || c == '+')) {
            throw new IllegalArgumentException("A note key's name has no blanks and no plus sign: \"" + name + "\".");
        }
        if (publicKey.length != Ed25519.PUBLIC_KEY_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 public key has 32 bytes and not " + publicKey.length + ".");
        }
        return new NoteKey(name, algorithm, publicKey.clone());
    }

    /**
     * Reads {@code name+id+key}.
     *
     * @throws IllegalArgumentException if it is malformed, of another algorithm, or its id does not fit its key
     */
    public static NoteKey parse(String verifierKey) {
        String[] parts = verifierKey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("No verifier key: \"" + verifierKey + "\". Expected name+id+key.");
        }
        byte[] key = Base64.getDecoder().decode(parts[2]);
        if (key.length != 1 + Ed25519.PUBLIC_KEY_LENGTH || (key[0] != ED25519 && key[0] != COSIGNATURE)) {
            throw new IllegalArgumentException("Verifier key " + parts[0] + " is no Ed25519 key.");
        }
        NoteKey parsed = of(parts[0], key[0], Arrays.copyOfRange(key, 1, key.length));
        if (!parsed.toString().equals(verifierKey)) {
            throw new IllegalArgumentException("Verifier key " + parts[0] + " has id " + parts[1] + ", expected "
                    + HexFormat.of().formatHex(parsed.id()) + ".");
        }
        return parsed;
    }

    public String name() {
        return name;
    }

    /** The public key's 32 bytes. */
    public byte[] bytes() {
        return publicKey.clone();
    }

    /** Whether this is the key of a witness. */
    public boolean isWitness() {
        return algorithm == COSIGNATURE;
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ algorithm ‖ key). */
    byte[] id() {
        byte[] separated = {'\n', algorithm};
        byte[] digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8), separated, publicKey);
        return Arrays.copyOf(digest, ID_LENGTH);
    }

    boolean isIdOf(byte[] idAndSignature) {
        return idAndSignature.length >= ID_LENGTH && Arrays.equals(Arrays.copyOf(idAndSignature, ID_LENGTH), id());
    }

    boolean verifies(String text, byte[] idAndSignature) {
        byte[] signature = Arrays.copyOfRange(idAndSignature, ID_LENGTH, idAndSignature.length);
        if (algorithm == ED25519) {
            return Ed25519.verify(publicKey, text.getBytes(StandardCharsets.UTF_8), signature);
        }
        if (signature.length <= TIME_LENGTH) {
            return false;
        }
        long seconds = ByteBuffer.wrap(signature).getLong();
        byte[] signed = Arrays.copyOfRange(signature, TIME_LENGTH, signature.length);
        return seconds >= 0 && Ed25519.verify(publicKey, cosigned(text, seconds), signed);
    }

    /** What a witness signs: that at this moment it had seen nothing newer of the log, and nothing that contradicts. */
    private static byte[] cosigned(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The signature line of a witness who holds this key.
     *
     * @param seconds when, since the epoch
     * @param signer signs a message, 64 bytes
     */
    public SignedNote.Signature cosign(String text, long seconds, UnaryOperator<byte[]> signer) {
        byte[] signature = signer.apply(cosigned(text, seconds));
        return line(ByteBuffer.allocate(TIME_LENGTH + signature.length)
                .putLong(seconds)
                .put(signature)
                .array());
    }

    /**
     * The signature line of this key's holder for {@code text}.
     *
     * @param signer signs a message, 64 bytes
     */
    public SignedNote.Signature sign(String text, UnaryOperator<byte[]> signer) {
        return line(signer.apply(text.getBytes(StandardCharsets.UTF_8)));
    }

    private SignedNote.Signature line(byte[] signature) {
        byte[] line = Arrays.copyOf(id(), ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, line, ID_LENGTH, signature.length);
        return new SignedNote.Signature(name, Base64.getEncoder().encodeToString(line));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoteKey key && toString().equals(key.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The form in which it is published: {@code name+id+key}. */
    @Override
    public String toString() {
        byte[] key = new byte[1 + publicKey.length];
        key[0] = algorithm;
        System.arraycopy(publicKey, 0, key, 1, publicKey.length);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(key);
    }
}
