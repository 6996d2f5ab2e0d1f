package org.countersign.oversight;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.suggestion.SuggestionId;

/**
 * Draws decisions for a second look. Nobody can foresee the lot without the server's key, least of all whoever decides
 * first, and it falls the same way however often it is drawn.
 */
final class SecondLookDraw {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final BigDecimal rate;

    SecondLookDraw(byte[] key, BigDecimal rate) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.rate = rate;
    }

    boolean draws(SuggestionId suggestion, int revision) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] lot = mac.doFinal((suggestion + "/" + revision).getBytes(StandardCharsets.UTF_8));
            long bits = ByteBuffer.wrap(lot).getLong() >>> 11;
            return new BigDecimal(bits).compareTo(rate.multiply(new BigDecimal(1L << 53))) < 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }
}
