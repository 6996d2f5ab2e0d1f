package org.countersign.delivery;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a consumer does to trust an item, written from the contract with the JDK alone. */
public final class ItemVerifier {

    private final List<JsonNode> keys;

    /** @param keys of the JWK set */
    public ItemVerifier(List<JsonNode> keys) {
        this.keys = keys;
    }

    /** Whether the detached JWS fits the item without it. */
    public boolean isSigned(JsonNode item) {
        try {
            String[] jws = item.path("signature").stringValue().split("\\.", -1);
            JsonNode unsigned = item.deepCopy().asObject().without("signature");
            String payload = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(canonical(unsigned).getBytes(StandardCharsets.UTF_8));
            String header = new String(Base64.getUrlDecoder().decode(jws[0]), StandardCharsets.UTF_8);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key(header));
            signature.update((jws[0] + "." + payload).getBytes(StandardCharsets.US_ASCII));
            return jws[1].isEmpty() && signature.verify(Base64.getUrlDecoder().decode(jws[2]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether contentHash is SHA-256(salt ‖ canonical JSON of the hashed members). */
    public boolean isHashed(JsonNode item) {
        try {
            TreeMap<String, String> parts = new TreeMap<>();
            for (String part : List.of("kind", "content", "audience", "channels", "disclosures")) {
                parts.put(part, canonical(item.path(part)));
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Base64.getDecoder().decode(item.at("/approval/salt").stringValue()));
            byte[] hash = digest.digest(object(parts).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(hash)
                    .equals(item.path("contentHash").stringValue());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JWK whose id stands in the header: little-endian y with the sign of x in its highest bit (RFC 8032). */
    private PublicKey key(String header) throws GeneralSecurityException {
        JsonNode jwk = keys.stream()
                .filter(each -> header.contains("\"kid\":\"" + each.path("kid").stringValue() + "\""))
                .findFirst()
                .orElseThrow();
        byte[] x = Base64.getUrlDecoder().decode(jwk.path("x").stringValue());
        byte[] bigEndian = new byte[x.length];
        for (int n = 0; n < x.length; n++) {
            bigEndian[n] = x[x.length - 1 - n];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    /** RFC 8785 for what occurs in items: names in ASCII, numbers that Java and ECMAScript write the same way. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return object(members);
        }
        if (node.isArray()) {
            return "["
                    + String.join(
                            ",", node.valueStream().map(ItemVerifier::canonical).toList()) + "]";
        }
        if (node.isNumber() && !node.isIntegralNumber()) {
            double value = node.doubleValue();
            return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        }
        return node.toString();
    }

    private static String object(SortedMap<String, String> members) {
        return "{"
                + String.join(
                        ",",
                        members.entrySet().stream()
                                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                                .toList())
                + "}";
    }
}
