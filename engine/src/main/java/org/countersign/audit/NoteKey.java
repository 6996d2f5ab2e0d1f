package org.countersign.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.countersign.shared.Ed25519;
import org.countersign.shared.Sha256;

/** The public half of a key that signs notes: C2SP's "verifier key", Ed25519. */
public final class NoteKey {

    private static final byte ED25519 = 1;
    private static final int ID_LENGTH = 4;

    private final String name;
    private final byte[] publicKey;

    private NoteKey(String name, byte[] publicKey) {
        this.name = name;
        this.publicKey = publicKey;
    }

    /**
     * A key from its name and 32 bytes.
     *
     * @throws IllegalArgumentException if the name is empty or has blanks or a plus sign
     */
    public static NoteKey of(String name, byte[] publicKey) {
        if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || c == '+')) {
            throw new IllegalArgumentException("A note key's name has no blanks and no plus sign: \"" + name + "\".");
        }
        if (publicKey.length != Ed25519.PUBLIC_KEY_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 public key has 32 bytes and not " + publicKey.length + ".");
        }
        return new NoteKey(name, publicKey.clone());
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
        if (key.length != 1 + Ed25519.PUBLIC_KEY_LENGTH || key[0] != ED25519) {
            throw new IllegalArgumentException("Verifier key " + parts[0] + " is no Ed25519 key.");
        }
        NoteKey parsed = of(parts[0], Arrays.copyOfRange(key, 1, key.length));
        if (!parsed.toString().equals(verifierKey)) {
            throw new IllegalArgumentException("Verifier key " + parts[0] + " has id " + parts[1] + ", expected "
                    + HexFormat.of().formatHex(parsed.id()) + ".");
        }
        return parsed;
    }

    public String name() {
        return name;
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
    byte[] id() {
        byte[] algorithm = {'\n', ED25519};
        byte[] digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8), algorithm, publicKey);
        return Arrays.copyOf(digest, ID_LENGTH);
    }

    boolean isIdOf(byte[] idAndSignature) {
        return idAndSignature.length >= ID_LENGTH && Arrays.equals(Arrays.copyOf(idAndSignature, ID_LENGTH), id());
    }

    boolean verifies(String text, byte[] idAndSignature) {
        byte[] signature = Arrays.copyOfRange(idAndSignature, ID_LENGTH, idAndSignature.length);
        return Ed25519.verify(publicKey, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** The signature line of this key's holder for {@code text}. */
    SignedNote.Signature sign(String text, Ed25519 signer) {
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] line = Arrays.copyOf(id(), ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, line, ID_LENGTH, signature.length);
        return new SignedNote.Signature(name, Base64.getEncoder().encodeToString(line));
    }

    /** The form in which it is published: {@code name+id+key}. */
    @Override
    public String toString() {
        byte[] key = new byte[1 + publicKey.length];
        key[0] = ED25519;
        System.arraycopy(publicKey, 0, key, 1, publicKey.length);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(key);
    }
}
