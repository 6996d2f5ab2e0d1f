package org.countersign.screening;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.policy.FactSet;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A decision record as canonical JSON: the bytes that are stored, and whose hash is in the log. A random salt is part of
 * it, so that the hash gives nothing away of a record that was erased.
 */
final class RecordDocument {

    private static final String FORMAT = "countersign-decision/1";
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecordDocument() {}

    static byte[] write(SuggestionId suggestion, int revision, String contentHash, Finding finding) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Map<String, @Nullable Object> document = new HashMap<>();
        document.put("format", FORMAT);
        document.put("suggestion", suggestion.toString());
        document.put("revision", revision);
        document.put("at", finding.at().toString());
        document.put("contentHash", contentHash);
        document.put("salt", HexFormat.of().formatHex(salt));
        document.put("seed", finding.draw().seed());
        document.put("sampleRate", finding.draw().rate().toPlainString());
        document.put("licences", finding.licences());
        document.put("facts", finding.facts().written());
        document.put("composition", finding.composition());
        document.put("verdict", finding.verdict());
        return Json.canonicalOf(document);
    }

    /** Reads the bytes back. Whoever doubts them compares {@link DecisionRecord#hash} with the log. */
    static DecisionRecord read(byte[] bytes) {
        JsonNode document = Json.MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        String format = document.path("format").asString("");
        if (!format.equals(FORMAT)) {
            throw new IllegalStateException(
                    "A decision record has the format '" + format + "'; this version reads " + FORMAT + ".");
        }
        return new DecisionRecord(
                SuggestionId.of(document.required("suggestion").asString()),
                document.required("revision").asInt(),
                Instant.parse(document.required("at").asString()),
                document.required("contentHash").asString(),
                FactSet.read(document.required("facts")).values(),
                composition(document.required("composition")),
                Json.MAPPER.treeToValue(document.required("verdict"), Verdict.class),
                document.required("seed").asString(),
                new BigDecimal(document.required("sampleRate").asString()),
                // Records from before there were licences name none.
                document.path("licences").valueStream().map(JsonNode::asString).toList(),
                Sha256.hexOf(bytes));
    }

    private static @Nullable BiasCheckRequest composition(JsonNode node) {
        return node.isNull() ? null : Json.MAPPER.treeToValue(node, BiasCheckRequest.class);
    }
}
