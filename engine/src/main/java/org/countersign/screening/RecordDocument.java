package org.countersign.screening;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.policy.FactSet;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("format", FORMAT)
                .put("suggestion", suggestion.toString())
                .put("revision", revision)
                .put("at", finding.at().toString())
                .put("contentHash", contentHash)
                .put("salt", HexFormat.of().formatHex(salt))
                .put("seed", finding.draw().seed())
                .put("sampleRate", finding.draw().rate().toPlainString());
        ArrayNode licences = document.putArray("licences");
        finding.licences().forEach(licences::add);
        document.set("facts", finding.facts().toJson());
        document.set("composition", Json.MAPPER.valueToTree(finding.composition()));
        document.set("verdict", Json.MAPPER.valueToTree(finding.verdict()));
        return Json.canonical(document);
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
