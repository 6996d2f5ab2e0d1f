package org.countersign.delivery;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.countersign.screening.Verdict;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What customers may see and what whoever shows it must know: the part of a content item that an approval is bound to.
 *
 * @param json canonical JSON of kind, content, audience, channels, disclosures
 * @param salt base64 of 32 random bytes
 * @param hash base64 of SHA-256(salt ‖ json)
 */
record ContentBody(String json, String salt, String hash) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The body of one item.
     *
     * @param content the suggestion's content as it was posted
     */
    static ContentBody of(
            Kind kind,
            JsonNode content,
            Proposal.Audience audience,
            List<String> channels,
            List<Verdict.Obligation> disclosures) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("kind", kind.name());
        body.set("content", content);
        body.set("audience", audience(audience));
        body.set("channels", Json.MAPPER.valueToTree(channels));
        body.set(
                "disclosures",
                Json.MAPPER.valueToTree(disclosures.stream().map(Disclosure::of).toList()));
        return of(body);
    }

    private static ContentBody of(JsonNode body) {
        byte[] canonical = Json.canonical(body);
        byte[] salt = new byte[32];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return new ContentBody(
                new String(canonical, StandardCharsets.UTF_8),
                base64.encodeToString(salt),
                base64.encodeToString(Sha256.of(salt, canonical)));
    }

    /** Whom to show it to; how the audience is made up, and signals of single customers, stay here. */
    private static ObjectNode audience(Proposal.Audience audience) {
        ObjectNode served = Json.MAPPER.createObjectNode();
        served.put("segment", audience.segment());
        served.put("subject", audience.subject());
        served.put("ageBand", audience.ageBand());
        served.set("jurisdictions", Json.MAPPER.valueToTree(audience.jurisdictions()));
        served.put("timeZone", audience.timeZone());
        return served;
    }

    /** What must be said beside the content, and the rule that demands it. */
    private record Disclosure(String rule, String message) {

        static Disclosure of(Verdict.Obligation obligation) {
            return new Disclosure(obligation.rule(), obligation.message());
        }
    }
}
