package org.countersign.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.countersign.shared.Ed25519;
import org.countersign.shared.Json;
import org.countersign.shared.KeyDirectory;
import org.countersign.shared.Sha256;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The key that signs content items; another than the one that signs the log. */
@Component
class ItemKey {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Ed25519 key;
    private final ObjectNode jwk;
    private final String header;

    ItemKey(KeyDirectory keys) {
        this.key = keys.key("item");
        ObjectNode required = Json.MAPPER
                .createObjectNode()
                .put("crv", "Ed25519")
                .put("kty", "OKP")
                .put("x", BASE64URL.encodeToString(key.publicKey()));
        // RFC 7638: the id of a key is the hash of its required members, so nobody needs to hand out ids.
        String kid = BASE64URL.encodeToString(Sha256.of(Json.canonical(required)));
        this.jwk = required.deepCopy().put("kid", kid).put("alg", "EdDSA").put("use", "sig");
        this.header = base64url(Json.canonical(
                Json.MAPPER.createObjectNode().put("alg", "EdDSA").put("kid", kid)));
    }

    /** The public key as a JWK (RFC 8037). */
    JsonNode jwk() {
        return jwk.deepCopy();
    }

    /**
     * The JWS of a document with its payload taken out (RFC 7515, appendix F): header, nothing, signature.
     *
     * @param document is signed in its canonical form
     */
    String sign(JsonNode document) {
        String signed = header + "." + base64url(Json.canonical(document));
        return header + ".." + base64url(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64url(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
