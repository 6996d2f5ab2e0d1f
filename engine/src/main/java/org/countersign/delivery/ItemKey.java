package org.countersign.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.countersign.audit.PublicKeys;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.shared.Signer;
import org.countersign.shared.SigningKeys;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys that sign content items; others than those that sign the log. */
@Component
class ItemKey implements SmartInitializingSingleton {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String USE = "item";

    private final Signer key;
    private final String kid;
    private final String header;
    private final PublicKeys publicKeys;

    ItemKey(SigningKeys keys, PublicKeys publicKeys) {
        this.key = keys.of(USE).getLast();
        this.kid = kid(key.publicKey());
        this.header = base64url(Json.canonical(
                Json.MAPPER.createObjectNode().put("alg", "EdDSA").put("kid", kid)));
        this.publicKeys = publicKeys;
    }

    /** The log knows the key before anything is signed with it. */
    @Override
    public void afterSingletonsInstantiated() {
        publicKeys.introduce(
                USE, kid, key.publicKey(), Map.of("use", USE, "kid", kid, "x", base64url(key.publicKey())));
    }

    /** Every key that ever signed items, the one in force and those before it, as JWKs (RFC 8037). */
    List<JsonNode> jwks() {
        return publicKeys.of(USE).stream().map(ItemKey::jwk).toList();
    }

    private static JsonNode jwk(byte[] publicKey) {
        return required(publicKey)
                .put("kid", kid(publicKey))
                .put("alg", "EdDSA")
                .put("use", "sig");
    }

    /** RFC 7638: the id of a key is the hash of its required members, so nobody needs to hand out ids. */
    private static String kid(byte[] publicKey) {
        return base64url(Sha256.of(Json.canonical(required(publicKey))));
    }

    private static ObjectNode required(byte[] publicKey) {
        return Json.MAPPER
                .createObjectNode()
                .put("crv", "Ed25519")
                .put("kty", "OKP")
                .put("x", base64url(publicKey));
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
