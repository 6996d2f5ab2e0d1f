package org.countersign.suggestion;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What no suggestion may be, whatever its schema says: so deep or so large that it burdens those who read it, with
 * numbers that JSON readers disagree about, or with text that is none.
 */
final class DocumentLimits {

    /** Levels of objects and lists, the document itself being the first. */
    static final int DEPTH = 16;

    /** Characters of one text. */
    static final int TEXT = 20_000;

    /** Bytes of the document in canonical form. */
    static final int BYTES = 256 * 1024;

    /** Values of all kinds in the document; what any schema accepts has less than half as many. */
    static final int VALUES = 50_000;

    /** Largest magnitude of a number: beyond it a double no longer holds every integer. */
    private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

    private final List<FieldError> errors = new ArrayList<>();
    private int values;

    private DocumentLimits() {}

    /**
     * What is beyond the limits, in document order, at most one more than {@value DocumentCheck#ERRORS}; only a document
     * without any can be canonicalized.
     */
    static List<FieldError> check(JsonNode document) {
        DocumentLimits limits = new DocumentLimits();
        limits.visit(document, "", 1);
        return limits.values > VALUES
                ? List.of(new FieldError("", "The document holds more than " + VALUES + " values, the most accepted."))
                : limits.errors;
    }

    /**
     * The same document with null in place of every number that is refused: neither a schema nor a rule can be asked about
     * a number of a million digits.
     */
    static JsonNode withoutInexactNumbers(JsonNode document) {
        return switch (document) {
            case ObjectNode object -> {
                ObjectNode tame = object.objectNode();
                object.properties()
                        .forEach(member -> tame.set(member.getKey(), withoutInexactNumbers(member.getValue())));
                yield tame;
            }
            case ArrayNode array -> {
                ArrayNode tame = array.arrayNode();
                array.forEach(element -> tame.add(withoutInexactNumbers(element)));
                yield tame;
            }
            default -> document.isNumber() && !isExact(document.decimalValue()) ? Json.MAPPER.nullNode() : document;
        };
    }

    /** Refuses a document of too many bytes. */
    static List<FieldError> checkSize(int bytes) {
        return bytes <= BYTES
                ? List.of()
                : List.of(new FieldError(
                        "", "The suggestion takes " + bytes + " bytes; at most " + BYTES + " are accepted."));
    }

    private void visit(JsonNode node, String pointer, int depth) {
        if (++values > VALUES || errors.size() > DocumentCheck.ERRORS) {
            return;
        }
        if (node.isContainer() && depth > DEPTH) {
            refuse(pointer, "The document is nested deeper than " + DEPTH + " levels here.");
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String place = Pointers.child(pointer, member.getKey());
                if (!Texts.isPlain(member.getKey())) {
                    refuse(place, "The name of this field holds characters that are no text.");
                }
                visit(member.getValue(), place, depth + 1);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), Pointers.child(pointer, i), depth + 1);
            }
        } else if (node.isString()) {
            text(node.asString(), pointer);
        } else if (node.isNumber()) {
            number(node.decimalValue(), pointer);
        }
    }

    private void text(String text, String pointer) {
        if (text.length() > TEXT) {
            refuse(pointer, "The text has " + text.length() + " characters; at most " + TEXT + " are accepted.");
        }
        if (!Texts.isPlain(text)) {
            refuse(
                    pointer,
                    Texts.quote(text)
                            + " holds a control character or half of a surrogate pair. Accepted: text, tabs and line ends.");
        }
    }

    private static boolean isExact(BigDecimal number) {
        return isInRange(number) && new BigDecimal(Double.toString(number.doubleValue())).compareTo(number) == 0;
    }

    private static boolean isInRange(BigDecimal number) {
        return number.abs().compareTo(EXACT) <= 0;
    }

    private void number(BigDecimal number, String pointer) {
        if (!isInRange(number)) {
            refuse(pointer, "The number is beyond ±2^53, where JSON readers no longer agree.");
        } else if (!isExact(number)) {
            refuse(pointer, "The number has more digits than a double holds. Accepted: up to 15 significant digits.");
        }
    }

    private void refuse(String pointer, String message) {
        if (errors.size() <= DocumentCheck.ERRORS) {
            errors.add(new FieldError(pointer, message));
        }
    }
}
