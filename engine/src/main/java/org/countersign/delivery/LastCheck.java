package org.countersign.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The last look at an item before it can be served: whatever happened between publication and now, consumers get what the
 * log let out, with every disclosure it was let out with, or nothing.
 */
final class LastCheck {

    private LastCheck() {}

    /**
     * What speaks against serving an item; empty where nothing does.
     *
     * @param entry that published it
     * @param body its canonical JSON
     * @param approval index of the entry that approved it; null where the log has none
     */
    static Optional<String> objection(LogEntry entry, ContentItem item, String body, @Nullable Long approval) {
        JsonNode facts = entry.document().path("facts");
        long position = Objects.requireNonNull(entry.index());
        if (approval == null || approval >= position) {
            return Optional.of("The log has no approval of it before its publication.");
        }
        String hash = hash(item, body);
        if (!hash.equals(facts.path("contentHash").stringValue(""))) {
            return Optional.of("Its content has hash " + hash + "; the log published "
                    + facts.path("contentHash").stringValue("none") + ".");
        }
        return disclosures(facts, Json.MAPPER.readTree(body).path("disclosures"));
    }

    private static Optional<String> disclosures(JsonNode facts, JsonNode disclosures) {
        for (JsonNode disclosure : disclosures) {
            if (disclosure.path("message").stringValue("").isBlank()) {
                return Optional.of("The disclosure that rule "
                        + disclosure.path("rule").stringValue("of no name") + " requires has no text.");
            }
        }
        String required = facts.path("disclosures").stringValue("0");
        return required.equals(String.valueOf(disclosures.size()))
                ? Optional.empty()
                : Optional.of("It comes with " + disclosures.size() + " disclosures, and its verdict requires "
                        + required + ".");
    }

    private static String hash(ContentItem item, String body) {
        byte[] salt = Base64.getDecoder().decode(Objects.requireNonNullElse(item.salt(), ""));
        return Base64.getEncoder().encodeToString(Sha256.of(salt, body.getBytes(StandardCharsets.UTF_8)));
    }
}
