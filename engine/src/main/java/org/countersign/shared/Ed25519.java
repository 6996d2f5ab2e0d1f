package org.countersign.shared;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 key pair that signs (RFC 8032), and the check of a signature by the 32 bytes of a public key alone. */
public final class Ed25519 implements Signer {

    /** Bytes in a public key. */
    public static final int PUBLIC_KEY_LENGTH = 32;

    private static final String ALGORITHM = "Ed25519";
    // What X.509 puts before the 32 bytes: "SubjectPublicKeyInfo of algorithm 1.3.101.112".
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private Ed25519(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new key pair. */
    public static Ed25519 generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new Ed25519(pair.getPrivate(), Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 15 has Ed25519.", e);
        }
    }

    /**
     * A key pair from its stored halves.
     *
     * @param pkcs8 the private key, PKCS#8
     * @param x509 the public key, X.509
     * @throws IllegalArgumentException if they are no keys, or not of one pair
     */
    public static Ed25519 of(byte[] pkcs8, byte[] x509) {
        if (x509.length != X509_PREFIX.length + PUBLIC_KEY_LENGTH) {
            throw new IllegalArgumentException("There is no Ed25519 public key.");
        }
        byte[] publicKey = Arrays.copyOfRange(x509, X509_PREFIX.length, x509.length);
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Ed25519 pair = new Ed25519(key, publicKey);
            if (!verify(publicKey, publicKey, pair.sign(publicKey))) {
                throw new IllegalArgumentException("The private key and the public key are not of one pair.");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /** The 64-byte signature of {@code message}; the same every time. */
    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with Ed25519: " + e.getMessage(), e);
        }
    }

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

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The private key as PKCS#8. */
    byte[] pkcs8() {
        return privateKey.getEncoded();
    }

    /** The public key as X.509. */
    byte[] x509() {
        return x509(publicKey);
    }

    private static byte[] x509(byte[] publicKey) {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, publicKey.length);
        return encoded;
    }

    private static PublicKey decode(byte[] publicKey) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509(publicKey)));
    }
}
