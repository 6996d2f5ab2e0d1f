package org.countersign.suggestion;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.shared.FieldError;
import tools.jackson.databind.JsonNode;

/** Says what a schema refused in words for the producer: the value found, and what is accepted in its place. */
final class SchemaErrors {

    private SchemaErrors() {}

    /** One message for each place and keyword; where the type is wrong already, nothing more is said about the place. */
    static List<FieldError> of(List<Error> errors, JsonNode schema) {
        Set<String> wrongType = new HashSet<>();
        for (Error error : errors) {
            if ("type".equals(error.getKeyword())) {
                wrongType.add(pointer(error));
            }
        }
        Map<FieldError, Boolean> told = new LinkedHashMap<>();
        for (Error error : errors) {
            if ("type".equals(error.getKeyword()) || !wrongType.contains(pointer(error))) {
                told.put(new FieldError(pointer(error), message(error, schema)), true);
            }
        }
        List<FieldError> sorted = new ArrayList<>(told.keySet());
        sorted.sort(Comparator.comparing(FieldError::pointer));
        return sorted;
    }

    /** Where it is; for a missing or unknown field the place of the field itself. */
    private static String pointer(Error error) {
        String place = String.valueOf(error.getInstanceLocation());
        String property = error.getProperty();
        return property == null ? place : Pointers.child(place, property);
    }

    private static String message(Error error, JsonNode schema) {
        JsonNode keyword = schema.at(keywordPointer(error));
        JsonNode around = schema.at(Pointers.parent(keywordPointer(error)));
        String found = Texts.show(error.getInstanceNode());
        return switch (error.getKeyword()) {
            case "required" ->
                "This field is missing." + accepted(around.path("properties").path(error.getProperty()), schema);
            case "additionalProperties" ->
                "This field is unknown. Known here: "
                        + String.join(", ", around.path("properties").propertyNames()) + ".";
            case "type" -> found + " is not accepted: it must be " + types(keyword) + ".";
            case "enum" -> found + " is not accepted. Accepted: " + values(keyword) + ".";
            case "const" -> found + " is not accepted. Accepted: " + Texts.show(keyword) + ".";
            case "minItems" ->
                "There are " + error.getInstanceNode().size() + " entries; at least " + keyword + " must be here.";
            case "maxItems" ->
                "There are " + error.getInstanceNode().size() + " entries; at most " + keyword + " are accepted.";
            case "uniqueItems" -> "An entry appears twice; each is accepted once.";
            case "minLength" -> "The text is empty." + accepted(around, schema);
            case "maxLength" -> {
                String text = error.getInstanceNode().asString();
                yield "The text has " + text.codePointCount(0, text.length()) + " characters; at most " + keyword
                        + " are accepted.";
            }
            case "minimum" -> found + " is too small; at least " + keyword + " is accepted.";
            case "maximum" -> found + " is too large; at most " + keyword + " is accepted.";
            default -> found + " is not accepted." + accepted(around, schema);
        };
    }

    private static String keywordPointer(Error error) {
        return String.valueOf(error.getSchemaLocation().getFragment());
    }

    private static String accepted(JsonNode definition, JsonNode schema) {
        JsonNode described = definition.has("$ref")
                ? schema.at(definition.path("$ref").asString().substring(1))
                : definition;
        String description = described.path("description").asString("");
        if (description.isEmpty()) {
            return "";
        }
        // A description that is a sentence describes the field; one that is a phrase describes the accepted values.
        return description.endsWith(".") ? " " + description : " Accepted: " + description + ".";
    }

    private static String types(JsonNode keyword) {
        if (!keyword.isArray()) {
            return noun(keyword.asString());
        }
        return keyword.valueStream().map(type -> noun(type.asString())).collect(Collectors.joining(" or "));
    }

    private static String noun(String type) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "string" -> "text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String values(JsonNode keyword) {
        return keyword.valueStream().map(Texts::show).collect(Collectors.joining(", "));
    }
}
