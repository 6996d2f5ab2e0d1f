package org.countersign.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The immutable facts of one suggestion that rules read, by name, for example {@code price.offered}. A fact that is not
 * there is unknown. Values are {@link String}, {@link BigDecimal}, {@link Boolean} or a list of strings, as the
 * {@link Vocabulary} says; numbers are kept without trailing zeros, so that 3 and 3.00 are one value.
 */
public record FactSet(Map<String, Object> values) {

    public FactSet {
        for (Map.Entry<String, Object> fact : values.entrySet()) {
            Vocabulary.require(fact.getKey()).type().requireValue(fact.getKey(), fact.getValue());
        }
        Map<String, Object> plain = new TreeMap<>(values);
        plain.replaceAll((name, value) -> value instanceof BigDecimal number ? Numbers.plain(number) : value);
        values = Collections.unmodifiableMap(plain);
    }

    /** The value, empty if unknown. */
    public Optional<Object> value(String fact) {
        return Optional.ofNullable(values.get(fact));
    }

    /** The value as text, {@code "?"} if unknown. */
    public String text(String fact) {
        return switch (values.get(fact)) {
            case null -> "?";
            case BigDecimal number -> number.toPlainString();
            case List<?> texts ->
                String.join(", ", texts.stream().map(String::valueOf).toList());
            case Object value -> value.toString();
        };
    }

    /** The value in the middle of a sentence: "unknown" and "empty" are said in words. */
    String described(String fact) {
        return switch (values.get(fact)) {
            case null -> "unknown";
            case List<?> texts when texts.isEmpty() -> "empty";
            case Object value -> text(fact);
        };
    }

    /**
     * These facts as JSON. Numbers are decimal text, since a fact may have more digits than a JSON number carries.
     */
    public ObjectNode toJson() {
        Map<String, Object> plain = new TreeMap<>(values);
        plain.replaceAll((name, value) -> value instanceof BigDecimal number ? number.toPlainString() : value);
        return Json.MAPPER.valueToTree(plain);
    }

    /** Reads back what {@link #toJson} wrote. */
    public static FactSet read(JsonNode json) {
        Map<String, Object> facts = new TreeMap<>();
        json.properties().forEach(fact -> facts.put(fact.getKey(), read(fact.getKey(), fact.getValue())));
        return new FactSet(facts);
    }

    private static Object read(String fact, JsonNode value) {
        return switch (Vocabulary.require(fact).type()) {
            case TEXT -> value.asString();
            case NUMBER -> new BigDecimal(value.asString());
            case FLAG -> value.asBoolean();
            case TEXTS ->
                List.copyOf(value.valueStream().map(JsonNode::asString).toList());
        };
    }

    /** Collects facts; a null value is left out, which makes it unknown. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects facts by name. */
    public static final class Builder {

        private final Map<String, Object> values = new TreeMap<>();

        private Builder() {}

        public Builder text(String fact, @org.jspecify.annotations.Nullable String value) {
            return put(fact, value);
        }

        public Builder flag(String fact, @org.jspecify.annotations.Nullable Boolean value) {
            return put(fact, value);
        }

        public Builder number(String fact, @org.jspecify.annotations.Nullable BigDecimal value) {
            return put(fact, value);
        }

        public Builder number(String fact, long value) {
            return put(fact, BigDecimal.valueOf(value));
        }

        public Builder texts(String fact, @org.jspecify.annotations.Nullable List<String> value) {
            return put(fact, value == null ? null : List.copyOf(value));
        }

        private Builder put(String fact, @org.jspecify.annotations.Nullable Object value) {
            if (value != null) {
                values.put(fact, value);
            }
            return this;
        }

        public FactSet build() {
            return new FactSet(values);
        }
    }
}
