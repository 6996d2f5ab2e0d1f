package org.countersign.shared;

/**
 * Signs with Ed25519. The private key may lie in a file or in a key management service; nobody who signs needs to know.
 */
public interface Signer {

    /** The public key's 32 bytes. */
    byte[] publicKey();

    /**
     * The 64-byte signature of {@code message}.
     *
     * @throws IllegalStateException if the key cannot be reached; nothing is signed then
     */
    byte[] sign(byte[] message);
}
