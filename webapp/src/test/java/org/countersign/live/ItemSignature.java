package org.countersign.live;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Verifies a content item's detached JWS (RFC 7515, appendix F) with the JDK, as a consumer does. */
final class ItemSignature {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
    /** What turns a raw Ed25519 key of 32 bytes into an X.509 public key (RFC 8410). */
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private ItemSignature() {}

    /** Whether the signature of the item verifies with a key of the set. */
    static boolean verifies(JsonNode item, JsonNode keySet) throws Exception {
        String[] parts = item.get("signature").asString().split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty()) {
            throw new GeneralSecurityException("Not a detached JWS: " + item.get("signature"));
        }
        JsonNode header = MAPPER.readTree(BASE64URL.decode(parts[0]));
        ObjectNode signed = (ObjectNode) item.deepCopy();
        signed.remove("signature");
        String payload = new JsonCanonicalizer(MAPPER.writeValueAsString(signed)).getEncodedString();
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));

        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key(keySet, header.get("kid").asString()));
        verifier.update((parts[0] + "." + encoded).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(BASE64URL.decode(parts[2]));
    }

    private static PublicKey key(JsonNode keySet, String kid) throws GeneralSecurityException {
        for (JsonNode key : keySet.get("keys")) {
            if (key.get("kid").asString().equals(kid)) {
                String raw =
                        HexFormat.of().formatHex(BASE64URL.decode(key.get("x").asString()));
                return KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(ED25519_PREFIX + raw)));
            }
        }
        throw new GeneralSecurityException("No key " + kid + " in " + keySet);
    }
}
