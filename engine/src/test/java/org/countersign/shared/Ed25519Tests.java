package org.countersign.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What signs and what checks are not of one library. Vector: RFC 8032, section 7.1, TEST 2. */
class Ed25519Tests {

    private static final byte[] SEED = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    private static final byte[] PUBLIC = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] MESSAGE = hex("72");
    private static final byte[] SIGNATURE = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    @Test
    void signsAndVerifiesThePublishedExample() {
        SigningKey key = SigningKey.of(pkcs8(SEED), x509(PUBLIC));

        assertThat(key.sign(MESSAGE)).isEqualTo(SIGNATURE);
        assertThat(Ed25519.verify(PUBLIC, MESSAGE, SIGNATURE)).isTrue();
    }

    @Test
    void findsAChangedMessageSignatureOrKeyWrong() {
        byte[] changed = SIGNATURE.clone();
        changed[5] ^= 1;

        assertThat(Ed25519.verify(PUBLIC, hex("73"), SIGNATURE)).isFalse();
        assertThat(Ed25519.verify(PUBLIC, MESSAGE, changed)).isFalse();
        assertThat(Ed25519.verify(PUBLIC, MESSAGE, new byte[3])).isFalse();
        assertThat(Ed25519.verify(SigningKey.generate().publicKey(), MESSAGE, SIGNATURE))
                .isFalse();
    }

    @Test
    void signsAsTheJdkDoes() throws Exception {
        SigningKey key = SigningKey.generate();
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8())));
        for (int length = 0; length < 300; length += 17) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) length);
            jdk.update(message);

            assertThat(key.sign(message)).isEqualTo(jdk.sign());
        }
    }

    @Test
    void refusesWhatIsNoKeyOfItsKind() {
        assertThatThrownBy(() -> SigningKey.of(pkcs8(SEED), concat(hex("302a300506032b656f032100"), PUBLIC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no Ed25519 public key.");
        assertThatThrownBy(() -> SigningKey.of(new byte[0], new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no Ed25519 public key.");
        assertThatThrownBy(() -> SigningKey.of(hex("3000"), x509(PUBLIC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is no Ed25519 private key: ");
    }

    @Test
    void refusesHalvesOfTwoPairs() {
        byte[] other = x509(SigningKey.generate().publicKey());

        assertThatThrownBy(() -> SigningKey.of(pkcs8(SEED), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not of one pair");
    }

    private static byte[] pkcs8(byte[] seed) {
        return concat(hex("302e020100300506032b657004220420"), seed);
    }

    private static byte[] x509(byte[] key) {
        return concat(hex("302a300506032b6570032100"), key);
    }

    private static byte[] concat(byte[] left, byte[] right) {
        return hex(HexFormat.of().formatHex(left) + HexFormat.of().formatHex(right));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
