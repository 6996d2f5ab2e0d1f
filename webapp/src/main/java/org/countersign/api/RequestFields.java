package org.countersign.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JSON body field by field and collects everything that is missing, unknown or of another type, so that all of it
 * is told at once. What cannot be read gets a stand-in; {@link #done} refuses before anybody uses it.
 */
final class RequestFields {

    private final List<FieldError> errors = new ArrayList<>();

    /** @throws Refusal.Invalid with every error found */
    void done(String refusal) {
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid(refusal, errors);
        }
    }

    void object(String pointer, JsonNode node, Set<String> fields) {
        if (!node.isObject()) {
            refuse(pointer, "An object must stand here.", node);
            return;
        }
        node.propertyNames().stream()
                .filter(name -> !fields.contains(name))
                .forEach(name -> errors.add(new FieldError(
                        pointer + "/" + escaped(name),
                        "There is no such field. Accepted: " + String.join(", ", new TreeSet<>(fields)) + ".")));
    }

    /** A name as part of a JSON Pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    <T> List<T> list(String pointer, JsonNode node, int limit, BiFunction<String, JsonNode, T> read) {
        if (!node.isArray()) {
            refuse(pointer, "A list must stand here.", node);
            return List.of();
        }
        if (node.size() > limit) {
            errors.add(new FieldError(
                    pointer, "There are " + node.size() + " entries; at most " + limit + " are accepted at once."));
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            items.add(read.apply(pointer + "/" + index, node.get(index)));
        }
        return items;
    }

    String text(String pointer, JsonNode node) {
        if (!node.isString()) {
            refuse(pointer, "A text must stand here.", node);
            return "";
        }
        return node.asString();
    }

    @Nullable
    String textOrNull(String pointer, JsonNode node) {
        return isAbsent(node) ? null : text(pointer, node);
    }

    boolean flag(String pointer, JsonNode node) {
        if (!node.isBoolean()) {
            refuse(pointer, "true or false must stand here.", node);
            return false;
        }
        return node.asBoolean();
    }

    double number(String pointer, JsonNode node, double missing) {
        return isAbsent(node) ? missing : number(pointer, node);
    }

    double number(String pointer, JsonNode node) {
        if (!node.isNumber()) {
            refuse(pointer, "A number must stand here.", node);
            return 0;
        }
        return node.decimalValue().doubleValue();
    }

    int count(String pointer, JsonNode node) {
        BigDecimal value = node.isNumber() ? node.decimalValue() : null;
        if (value == null || !isInt(value)) {
            refuse(pointer, "A whole number of up to " + Integer.MAX_VALUE + " must stand here.", node);
            return 0;
        }
        return value.intValue();
    }

    /** Money: decimal text, 0 or more, as the contract writes it. */
    BigDecimal money(String pointer, JsonNode node) {
        try {
            BigDecimal amount =
                    node.isString() && node.asString().length() <= 30 ? new BigDecimal(node.asString()) : null;
            if (amount != null && amount.signum() >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // refused below, like everything else that is no amount
        }
        refuse(pointer, "An amount of 0 or more as decimal text must stand here, for example \"9.99\".", node);
        return BigDecimal.ZERO;
    }

    void refuse(String pointer, String message, JsonNode found) {
        errors.add(new FieldError(pointer, found.isMissingNode() ? "This field is missing. " + message : message));
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** Sized before it is converted: 1e999999999 is a whole number too. */
    private static boolean isInt(BigDecimal value) {
        return value.precision() - value.scale() <= 10
                && value.stripTrailingZeros().scale() <= 0
                && value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
    }
}
