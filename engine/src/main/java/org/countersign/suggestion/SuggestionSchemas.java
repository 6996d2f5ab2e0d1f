package org.countersign.suggestion;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas of whole suggestions, one per kind: the shared envelope and blocks of {@code suggestion.json} with
 * the kind's own content put in. What is served is what validates.
 */
@Component
class SuggestionSchemas {

    private static final String REFERENCE = "#/$defs/";

    private final Map<Kind, JsonNode> documents = new EnumMap<>(Kind.class);
    private final Map<Kind, Schema> schemas = new EnumMap<>(Kind.class);
    private final Schema envelope;

    SuggestionSchemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        JsonNode shared = read("suggestion");
        envelope = load(registry, shared);
        for (Kind kind : Kind.values()) {
            JsonNode document = compose(kind, (ObjectNode) shared.deepCopy(), read(kind.name()));
            documents.put(kind, document);
            schemas.put(kind, load(registry, document));
        }
    }

    /** The schema of a whole suggestion of this kind, complete in itself, with an accepted example. */
    JsonNode document(Kind kind) {
        return require(documents, kind).deepCopy();
    }

    /** Everything in {@code suggestion} that its kind's schema refuses; where the kind is unreadable, the envelope's. */
    List<FieldError> errors(JsonNode suggestion) {
        Schema schema = kindOf(suggestion).map(kind -> require(schemas, kind)).orElse(envelope);
        return SchemaErrors.of(schema.validate(suggestion), schema.getSchemaNode());
    }

    private static Optional<Kind> kindOf(JsonNode suggestion) {
        String name = suggestion.path("kind").asString("");
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static <T> T require(Map<Kind, T> byKind, Kind kind) {
        T value = byKind.get(kind);
        if (value == null) {
            throw new IllegalStateException("There is no schema of " + kind + ".");
        }
        return value;
    }

    private static Schema load(SchemaRegistry registry, JsonNode document) {
        Schema schema = registry.getSchema(document);
        schema.initializeValidators();
        return schema;
    }

    private static JsonNode compose(Kind kind, ObjectNode composed, JsonNode own) {
        composed.put("$id", "urn:countersign:schema:" + kind.name());
        composed.set("title", own.path("title"));
        composed.set("description", own.path("description"));
        ((ObjectNode) composed.path("properties")).setAll((ObjectNode) own.path("properties"));
        dropUnused(composed);
        composed.set("examples", own.path("examples"));
        return composed;
    }

    private static void dropUnused(ObjectNode schema) {
        ObjectNode definitions = (ObjectNode) schema.path("$defs");
        Set<String> used = new TreeSet<>();
        List<JsonNode> open = new ArrayList<>(List.of(schema.path("properties")));
        while (!open.isEmpty()) {
            for (JsonNode reference : open.removeLast().findValues("$ref")) {
                String name = reference.asString().substring(REFERENCE.length());
                if (used.add(name)) {
                    open.add(definitions.path(name));
                }
            }
        }
        definitions.retain(used);
    }

    private static JsonNode read(String name) {
        try (InputStream in = SuggestionSchemas.class.getResourceAsStream("/schemas/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The schema " + name + " is missing on the class path.");
            }
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
