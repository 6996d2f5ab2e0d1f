package org.countersign.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import tools.jackson.databind.JsonNode;

/** Reads a bias check request field by field, so that everything wrong with its form is told at once. */
final class BiasCheckBody {

    private static final int CHECKS = 100;
    private static final int GROUPS = 200;
    private static final double CONFIDENCE = 0.95;
    private static final double THRESHOLD = 0.8;

    private final List<FieldError> errors = new ArrayList<>();

    private BiasCheckBody() {}

    /** @throws Refusal.Invalid with every field that is missing, unknown or of another type */
    static BiasCheckRequest read(JsonNode body) {
        BiasCheckBody reader = new BiasCheckBody();
        BiasCheckRequest request = reader.request(body);
        if (!reader.errors.isEmpty()) {
            throw new Refusal.Invalid("The bias check cannot be read as posted.", reader.errors);
        }
        return request;
    }

    private BiasCheckRequest request(JsonNode body) {
        object("", body, Set.of("confidence", "threshold", "checks"));
        return new BiasCheckRequest(
                number("/confidence", body.path("confidence"), CONFIDENCE),
                number("/threshold", body.path("threshold"), THRESHOLD),
                list("/checks", body.path("checks"), CHECKS, this::check));
    }

    private Check check(String pointer, JsonNode check) {
        object(pointer, check, Set.of("name", "reference", "groups"));
        JsonNode reference = check.path("reference");
        return new Check(
                text(pointer + "/name", check.path("name")),
                reference.isNull() || reference.isMissingNode() ? null : text(pointer + "/reference", reference),
                list(pointer + "/groups", check.path("groups"), GROUPS, this::group));
    }

    private Group group(String pointer, JsonNode group) {
        object(pointer, group, Set.of("group", "eligible", "favoured"));
        return new Group(
                text(pointer + "/group", group.path("group")),
                count(pointer + "/eligible", group.path("eligible")),
                count(pointer + "/favoured", group.path("favoured")));
    }

    private void object(String pointer, JsonNode node, Set<String> fields) {
        if (!node.isObject()) {
            refuse(pointer, "An object must stand here.", node);
            return;
        }
        node.propertyNames().stream()
                .filter(name -> !fields.contains(name))
                .forEach(name -> errors.add(new FieldError(
                        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                        "There is no such field. Accepted: " + String.join(", ", new TreeSet<>(fields)) + ".")));
    }

    private <T> List<T> list(String pointer, JsonNode node, int limit, BiFunction<String, JsonNode, T> read) {
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

    private String text(String pointer, JsonNode node) {
        if (!node.isString()) {
            refuse(pointer, "A text must stand here.", node);
            return "";
        }
        return node.asString();
    }

    private double number(String pointer, JsonNode node, double missing) {
        if (node.isMissingNode() || node.isNull()) {
            return missing;
        }
        if (!node.isNumber()) {
            refuse(pointer, "A number must stand here.", node);
            return missing;
        }
        return node.decimalValue().doubleValue();
    }

    private int count(String pointer, JsonNode node) {
        BigDecimal value = node.isNumber() ? node.decimalValue() : null;
        if (value == null || !isInt(value)) {
            refuse(pointer, "A whole number of up to " + Integer.MAX_VALUE + " must stand here.", node);
            return 0;
        }
        return value.intValue();
    }

    /** Sized before it is converted: 1e999999999 is a whole number too. */
    private static boolean isInt(BigDecimal value) {
        return value.precision() - value.scale() <= 10
                && value.stripTrailingZeros().scale() <= 0
                && value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
    }

    private void refuse(String pointer, String message, JsonNode found) {
        boolean missing = found.isMissingNode();
        errors.add(new FieldError(pointer, missing ? "This field is missing. " + message : message));
    }
}
