package org.countersign.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The immutable facts of one suggestion that rules read, by name, for example {@code price.offered}. A fact that is not
 * there is unknown. Values are {@link String}, {@link BigDecimal}, {@link Boolean} or a list of strings, as the
 * {@link Vocabulary} says; numbers are kept without trailing zeros, so that 3 and 3.00 are one value.
 */
public final class FactSet {

    /** Of the text of a message, which a reason need not repeat whole; the facts have it. */
    private static final int MAX_DESCRIBED = 120;

    private final Map<String, Object> values;
    private final @Nullable Object[] byIndex = new Object[Vocabulary.facts().size()];

    /** The words of texts, split once for all rules that look for phrases in them. Any thread may fill it in. */
    private final AtomicReferenceArray<String @Nullable []> words = new AtomicReferenceArray<>(byIndex.length);

    /** @throws IllegalArgumentException if a fact is none of the vocabulary, or cannot have that value */
    public FactSet(Map<String, Object> values) {
        Map<String, Object> plain = new TreeMap<>();
        values.forEach((name, value) -> {
            Vocabulary.require(name).type().requireValue(name, value);
            Object kept = value instanceof BigDecimal number ? Numbers.plain(number) : value;
            plain.put(name, kept);
            byIndex[Vocabulary.indexOf(name)] = kept;
        });
        this.values = Collections.unmodifiableMap(plain);
    }

    /** What is known, by name. */
    public Map<String, Object> values() {
        return values;
    }

    /** The fact at a position of the vocabulary; null if unknown. */
    @Nullable
    Object at(int index) {
        return byIndex[index];
    }

    /** The words of a text that is known. */
    String[] words(int index) {
        String[] split = words.get(index);
        if (split == null) {
            split = PhraseIndex.split((String) Objects.requireNonNull(byIndex[index]));
            words.set(index, split);
        }
        return split;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FactSet facts && values.equals(facts.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "FactSet" + values;
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

    /** The value in the middle of a sentence: "unknown" and "empty" are said in words, and long texts by their beginning. */
    String described(String fact) {
        return switch (values.get(fact)) {
            case null -> "unknown";
            case List<?> texts when texts.isEmpty() -> "empty";
            case String text when text.length() > MAX_DESCRIBED -> beginning(text);
            case Object value -> text(fact);
        };
    }

    /** Never half of a surrogate pair. */
    private static String beginning(String text) {
        int end = Character.isHighSurrogate(text.charAt(MAX_DESCRIBED - 1)) ? MAX_DESCRIBED - 1 : MAX_DESCRIBED;
        return text.substring(0, end) + "\u2026 (" + text.length() + " characters)";
    }

    /**
     * These facts as JSON has them. Numbers are decimal text, since a fact may have more digits than a JSON number carries.
     */
    public Map<String, Object> written() {
        Map<String, Object> plain = new TreeMap<>(values);
        plain.replaceAll((name, value) -> value instanceof BigDecimal number ? number.toPlainString() : value);
        return plain;
    }

    /** The same as a tree. */
    public ObjectNode toJson() {
        return Json.MAPPER.valueToTree(written());
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

        public Builder text(String fact, @Nullable String value) {
            return put(fact, value);
        }

        public Builder flag(String fact, @Nullable Boolean value) {
            return put(fact, value);
        }

        public Builder number(String fact, @Nullable BigDecimal value) {
            return put(fact, value);
        }

        public Builder number(String fact, long value) {
            return put(fact, BigDecimal.valueOf(value));
        }

        public Builder texts(String fact, @Nullable List<String> value) {
            return put(fact, value == null ? null : List.copyOf(value));
        }

        /** Takes a fact back. */
        public Builder unknown(String fact) {
            values.remove(fact);
            return this;
        }

        private Builder put(String fact, @Nullable Object value) {
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
