package org.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.shared.Ed25519;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * An item of the feed as a consumer has it, and the checks that need no server: is it signed, and is its content the one
 * that its hash says.
 *
 * @param fields the item as it was served
 */
public record ServedItem(Map<String, @Nullable Object> fields) {

    private static final List<String> HASHED = List.of("kind", "content", "audience", "channels", "disclosures");

    /** @throws ProofRejectedException if it is no JSON object */
    public static ServedItem parse(String json) {
        return new ServedItem(JsonText.parseObject(json));
    }

    /** The log index of the entry that published or withdrew it. */
    public long position() {
        return JsonText.number(fields, "position");
    }

    public String contentId() {
        return JsonText.string(fields, "contentId");
    }

    public String contentHash() {
        return JsonText.string(fields, "contentHash");
    }

    /** {@code PUBLISHED} or {@code WITHDRAWN}. */
    public String type() {
        return JsonText.string(fields, "type");
    }

    /** The log index of the entry that approved it; -1 for a tombstone. */
    public long approvalEntry() {
        return fields.get("approval") == null ? -1 : JsonText.number(approval(), "entry");
    }

    /** How many disclosures go with the content. */
    public int disclosures() {
        return JsonText.array(fields.get("disclosures")).size();
    }

    /**
     * The Ed25519 keys of a JWK set by their id (RFC 8037).
     *
     * @throws ProofRejectedException if it is no JWK set
     */
    public static Map<String, byte[]> keys(String jwks) {
        Map<String, byte[]> keys = new HashMap<>();
        for (Object each : JsonText.array(JsonText.parseObject(jwks).get("keys"))) {
            Map<String, @Nullable Object> key = JsonText.object(each, "key");
            if (JsonText.string(key, "crv").equals("Ed25519")) {
                keys.put(JsonText.string(key, "kid"), base64url(JsonText.string(key, "x")));
            }
        }
        return keys;
    }

    /** The id of the key that signed it. */
    public String keyId() {
        String header = JsonText.string(fields, "signature").split("\\.", -1)[0];
        return JsonText.string(JsonText.parseObject(new String(base64url(header), StandardCharsets.UTF_8)), "kid");
    }

    /**
     * Checks the signature, a JWS with its payload taken out (RFC 7515, appendix F).
     *
     * @param keys by id
     * @throws ProofRejectedException if it is not signed by one of them
     */
    public void verifySignature(Map<String, byte[]> keys) {
        String[] parts = JsonText.string(fields, "signature").split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty()) {
            throw new ProofRejectedException("Item " + contentId() + " has no detached signature.");
        }
        Map<String, @Nullable Object> header =
                JsonText.parseObject(new String(base64url(parts[0]), StandardCharsets.UTF_8));
        String algorithm = JsonText.string(header, "alg");
        if (!algorithm.equals("EdDSA") && !algorithm.equals("Ed25519")) {
            throw new ProofRejectedException(
                    "Item " + contentId() + " is signed with " + algorithm + " instead of EdDSA.");
        }
        byte[] key = keys.get(JsonText.string(header, "kid"));
        if (key == null) {
            throw new ProofRejectedException(
                    "Item " + contentId() + " is signed with the unknown key " + header.get("kid") + ".");
        }
        Map<String, @Nullable Object> signed = new LinkedHashMap<>(fields);
        signed.remove("signature");
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JsonText.canonical(signed).getBytes(StandardCharsets.UTF_8));
        byte[] message = (parts[0] + "." + payload).getBytes(StandardCharsets.US_ASCII);
        if (!Ed25519.verify(key, message, base64url(parts[2]))) {
            throw new ProofRejectedException("The signature of item " + contentId() + " does not fit it.");
        }
    }

    /**
     * Checks that the hash is that of the content. A tombstone has none.
     *
     * @throws ProofRejectedException if it is another's
     */
    public void verifyHash() {
        Map<String, @Nullable Object> hashed = new LinkedHashMap<>();
        HASHED.forEach(name -> hashed.put(name, fields.get(name)));
        byte[] salt = base64(JsonText.string(approval(), "salt"));
        byte[] hash = Sha256.of(salt, JsonText.canonical(hashed).getBytes(StandardCharsets.UTF_8));
        if (!Base64.getEncoder().encodeToString(hash).equals(contentHash())) {
            throw new ProofRejectedException("The content of item " + contentId() + " has hash "
                    + Base64.getEncoder().encodeToString(hash) + " and not " + contentHash() + ".");
        }
    }

    private Map<String, @Nullable Object> approval() {
        return JsonText.object(fields.get("approval"), "approval of item " + contentId());
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("No base64: \"" + text + "\".");
        }
    }

    private static byte[] base64url(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("No base64url: \"" + text + "\".");
        }
    }
}
