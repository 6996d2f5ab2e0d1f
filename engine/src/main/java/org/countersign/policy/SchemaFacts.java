package org.countersign.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.policy.Fact.Origin;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;

/**
 * The words that the schemas of suggestions bring along. A field with one value, or a list of texts, that is added to a
 * schema is a fact from then on, described as the schema describes it, without a line of code.
 */
final class SchemaFacts {

    /** Where the fields of a group of facts are: in the schema, and in a suggestion. */
    private record Part(String schema, String definition, String pointer, String group) {}

    private static final List<Part> PARTS = List.of(
            new Part("suggestion", "", "", "suggestion"),
            new Part("suggestion", "/properties/model", "/model", "model"),
            new Part("suggestion", "/$defs/dataUse", "/data", "suggestion"),
            new Part("suggestion", "/$defs/audience", "/audience", "customer"),
            new Part("suggestion", "/$defs/audience/properties/signals", "/audience/signals", "customer"),
            new Part("suggestion", "/$defs/advertising", "/advertising", "ad"),
            new Part("suggestion", "/$defs/price", "/content/price", "price"),
            new Part("suggestion", "/$defs/message", "/content/message", "message"),
            new Part("RECOMMENDATION", "/properties/content", "/content", "suggestion"),
            new Part("CAMPAIGN_COPY", "/properties/content", "/content", "suggestion"),
            new Part("PRICE_OFFER", "/properties/content", "/content", "suggestion"),
            new Part("CART_RECOVERY", "/properties/content", "/content", "suggestion"),
            new Part("SEGMENT_TARGETING", "/properties/content", "/content", "suggestion"));

    /** What names a person or a suggestion, and signals as they were received: rules are about sorts, not about these. */
    private static final Set<String> LEFT_OUT =
            Set.of("/externalId", "/audience/subject", "/audience/signals/tcf", "/audience/signals/gpp");

    private static final Map<String, String> NAMES = Map.of("/audience/size", "suggestion.audienceSize");

    private static final Set<String> AMOUNTS = Set.of("money", "optionalMoney", "signedMoney");

    private final JsonNode shared = read("suggestion");

    /** All of them, in the order of the schemas. */
    static List<Fact> all() {
        SchemaFacts facts = new SchemaFacts();
        return PARTS.stream().flatMap(facts::of).toList();
    }

    private Stream<Fact> of(Part part) {
        JsonNode fields = (part.schema().equals("suggestion") ? shared : read(part.schema()))
                .at(part.definition())
                .path("properties");
        List<Fact> facts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String pointer = part.pointer() + "/" + field.getKey();
            JsonNode definition = resolved(field.getValue());
            if (!LEFT_OUT.contains(pointer)) {
                typeOf(field.getValue(), definition)
                        .ifPresent(type -> facts.add(new Fact(
                                NAMES.getOrDefault(pointer, part.group() + "." + field.getKey()),
                                type,
                                described(field.getKey(), field.getValue(), definition),
                                known(definition),
                                Origin.SUGGESTION,
                                pointer)));
            }
        }
        return facts.stream();
    }

    private JsonNode resolved(JsonNode field) {
        String reference = field.path("$ref").asString("");
        return reference.isEmpty() ? field : shared.at(reference.substring(1));
    }

    /** Empty for what is no value: objects, lists of objects, and moments, which rules see as durations. */
    private Optional<FactType> typeOf(JsonNode field, JsonNode definition) {
        String reference = field.path("$ref").asString("");
        if (AMOUNTS.contains(reference.substring(reference.lastIndexOf('/') + 1))) {
            return Optional.of(FactType.NUMBER);
        }
        if (definition.path("format").asString("").equals("date-time")) {
            return Optional.empty();
        }
        if (definition.has("enum")) {
            return Optional.of(FactType.TEXT);
        }
        JsonNode type = definition.path("type");
        String name = type.isArray() ? type.path(0).asString() : type.asString("");
        return switch (name) {
            case "string" -> Optional.of(FactType.TEXT);
            case "number", "integer" -> Optional.of(FactType.NUMBER);
            case "boolean" -> Optional.of(FactType.FLAG);
            case "array" ->
                resolved(definition.path("items")).path("type").asString("").equals("string")
                        ? Optional.of(FactType.TEXTS)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static List<String> known(JsonNode definition) {
        return definition
                .path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    private static String described(String field, JsonNode own, JsonNode definition) {
        String text = own.path("description")
                .asString(definition.path("description").asString("The field " + field + " of the suggestion."));
        String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static JsonNode read(String schema) {
        try (InputStream in = SchemaFacts.class.getResourceAsStream("/schemas/" + schema + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The schema " + schema + " is missing on the class path.");
            }
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
