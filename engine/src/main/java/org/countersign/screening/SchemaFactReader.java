package org.countersign.screening;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.policy.Fact;
import org.countersign.policy.FactSet;
import org.countersign.policy.Vocabulary;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Takes the facts that are fields of a suggestion out of its JSON, whatever fields its schema has. */
final class SchemaFactReader {

    private static final Map<Fact, JsonPointer> FIELDS = fields();

    private SchemaFactReader() {}

    private static Map<Fact, JsonPointer> fields() {
        Map<Fact, JsonPointer> fields = new LinkedHashMap<>();
        for (Fact fact : Vocabulary.facts()) {
            if (fact.pointer() != null) {
                fields.put(fact, JsonPointer.compile(fact.pointer()));
            }
        }
        return fields;
    }

    /** A field that is absent or null is unknown. */
    static void add(FactSet.Builder facts, JsonNode document) {
        FIELDS.forEach((fact, pointer) -> {
            JsonNode value = document.at(pointer);
            if (!value.isMissingNode() && !value.isNull()) {
                put(facts, fact, value);
            }
        });
    }

    private static void put(FactSet.Builder facts, Fact fact, JsonNode value) {
        switch (fact.type()) {
            case TEXT -> facts.text(fact.name(), value.asString());
            case NUMBER ->
                facts.number(fact.name(), value.isString() ? new BigDecimal(value.asString()) : value.decimalValue());
            case FLAG -> facts.flag(fact.name(), value.asBoolean());
            case TEXTS ->
                facts.texts(
                        fact.name(),
                        List.copyOf(value.valueStream().map(JsonNode::asString).toList()));
        }
    }
}
