package org.countersign.shared;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The check of an Ed25519 signature (RFC 8032) by the 32 bytes of a public key alone, with nothing but the JDK. */
public final class Ed25519 {

    /** Bytes in a public key. */
    public static final int PUBLIC_KEY_LENGTH = 32;

    static final String ALGORITHM = "Ed25519";
    // What X.509 puts before the 32 bytes: "SubjectPublicKeyInfo of algorithm 1.3.101.112".
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** Whether the holder of {@code publicKey} (32 bytes) signed {@code message}. Malformed signatures are wrong ones. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(decode(publicKey));
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no Ed25519 public key: " + e.getMessage(), e);
        }
    }

    /** A public key of 32 bytes as X.509. */
    static byte[] x509(byte[] publicKey) {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, publicKey.length);
        return encoded;
    }

    /**
     * The 32 bytes of a public key from X.509.
     *
     * @throws IllegalArgumentException if it is none of Ed25519
     */
    static byte[] publicKeyOf(byte[] x509) {
        byte[] publicKey = Arrays.copyOfRange(x509, Math.min(X509_PREFIX.length, x509.length), x509.length);
        if (publicKey.length != PUBLIC_KEY_LENGTH || !Arrays.equals(x509(publicKey), x509)) {
            throw new IllegalArgumentException("There is no Ed25519 public key.");
        }
        return publicKey;
    }

    private static PublicKey decode(byte[] publicKey) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509(publicKey)));
    }
}
