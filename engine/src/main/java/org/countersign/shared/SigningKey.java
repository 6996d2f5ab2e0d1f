package org.countersign.shared;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An Ed25519 key pair that signs (RFC 8032). The JDK makes and reads it; Bouncy Castle signs, since the JDK takes about
 * ten times as long for the same bytes and every item of the feed is signed.
 */
public final class SigningKey implements Signer {

    private final PrivateKey privateKey;
    private final byte[] publicKey;
    private final Ed25519PrivateKeyParameters parameters;

    private SigningKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        if (!(privateKey instanceof EdECPrivateKey key)) {
            throw new IllegalArgumentException("This is no Ed25519 private key.");
        }
        this.parameters = new Ed25519PrivateKeyParameters(
                key.getBytes().orElseThrow(() -> new IllegalArgumentException("The private key is not to be had.")));
    }

    /** A new key pair. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(Ed25519.ALGORITHM).generateKeyPair();
            return new SigningKey(
                    pair.getPrivate(), Ed25519.publicKeyOf(pair.getPublic().getEncoded()));
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
    static SigningKey of(byte[] pkcs8, byte[] x509) {
        byte[] publicKey = Ed25519.publicKeyOf(x509);
        try {
            PrivateKey key = KeyFactory.getInstance(Ed25519.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            SigningKey pair = new SigningKey(key, publicKey);
            if (!Ed25519.verify(publicKey, publicKey, pair.sign(publicKey))) {
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
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, parameters);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
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
        return Ed25519.x509(publicKey);
    }
}
