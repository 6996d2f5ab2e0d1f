package org.countersign.screening;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Draws clear suggestions for review all the same, so that the automatic path is watched too. The draw is the same
 * however often it is made, and without the server's key nobody can foresee it: what is drawn depends on the client, on
 * what customers would see and on the customer, and not on the externalId or the score, so that posting once more under
 * another name draws no new lot.
 */
final class AuditSample {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] SEPARATOR = {0};

    private final SecretKeySpec key;

    AuditSample(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * A lot.
     *
     * @param seed 64 hexadecimal digits, uniformly distributed
     * @param rate share of all lots that are drawn
     */
    record Draw(String seed, BigDecimal rate) {

        /** Whether the seed, read as a binary fraction, lies below the rate. */
        boolean isDrawn() {
            long bits = HexFormat.fromHexDigitsToLong(seed.substring(0, 16));
            return new BigDecimal(bits >>> 11).compareTo(rate.multiply(new BigDecimal(1L << 53))) < 0;
        }
    }

    /** @param rate share of suggestions like this one to draw, 0 to 1; the seed does not depend on it */
    Draw draw(String client, JsonNode document, BigDecimal rate) {
        ObjectNode seen = Json.MAPPER.createObjectNode();
        for (String part : new String[] {"kind", "content", "audience", "channels"}) {
            seen.set(part, document.path(part));
        }
        String subject = document.at("/audience/subject").asString("");
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(client.getBytes(StandardCharsets.UTF_8));
            mac.update(SEPARATOR);
            mac.update(Sha256.of(Json.canonical(seen)));
            mac.update(subject.getBytes(StandardCharsets.UTF_8));
            return new Draw(HexFormat.of().formatHex(mac.doFinal()), rate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }
}
