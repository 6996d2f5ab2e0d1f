package org.countersign.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.shared.KeyDirectory;
import org.springframework.stereotype.Component;

/**
 * Signs rings as Standard Webhooks say (HMAC-SHA256 over id, time and body). Each doorbell's secret follows from one that
 * lies with the keys, so none of them is ever stored.
 */
@Component
class RingSignature {

    private final byte[] root;

    RingSignature(KeyDirectory keys) {
        this.root = keys.secret("webhooks");
    }

    /** What its owner checks with: {@code whsec_} and base64. */
    String secretOf(UUID webhook) {
        return "whsec_" + Base64.getEncoder().encodeToString(key(webhook));
    }

    /** The header {@code webhook-signature}. */
    String sign(UUID webhook, String messageId, long seconds, String body) {
        return "v1," + Base64.getEncoder().encodeToString(hmac(key(webhook), messageId + "." + seconds + "." + body));
    }

    private byte[] key(UUID webhook) {
        return hmac(root, webhook.toString());
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }
}
