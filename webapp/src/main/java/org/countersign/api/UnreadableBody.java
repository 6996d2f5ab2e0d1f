package org.countersign.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.countersign.shared.FieldError;
import org.countersign.shared.UnreadableJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body, told to whoever sent it, without any of our classes. */
final class UnreadableBody {

    private UnreadableBody() {}

    /** Where and why it is not JSON. */
    static String syntax(JacksonException e) {
        return "The body is not JSON: " + UnreadableJson.why(e)
                + (e.getLocation() == null
                        ? ""
                        : " (line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ")");
    }

    /** Which value is not of the form that is expected there, and what is. */
    static FieldError form(JacksonException e) {
        String pointer = e.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "/" + step.getIndex()
                        : "/" + RequestFields.escaped(step.getPropertyName()))
                .collect(Collectors.joining());
        return new FieldError(pointer, message(e));
    }

    private static String message(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "There is no such field. Accepted: " + known(unknown) + ".";
            case InvalidFormatException wrong ->
                "\"" + wrong.getValue() + "\" cannot stand here. " + expected(wrong.getTargetType());
            case MismatchedInputException wrong -> expected(wrong.getTargetType());
            default -> "What stands here cannot be read.";
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> ids = unknown.getKnownPropertyIds();
        return ids == null
                ? "none"
                : ids.stream()
                        .map(String::valueOf)
                        .sorted(Comparator.naturalOrder())
                        .collect(Collectors.joining(", "));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "What stands here is not what is expected.";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "One of these must stand here: ", "."));
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "A whole number must stand here.";
        }
        if (type == BigDecimal.class || Number.class.isAssignableFrom(type) || type == double.class) {
            return "A number must stand here.";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false must stand here.";
        }
        if (type == String.class) {
            return "A text must stand here.";
        }
        if (type == Duration.class) {
            return "A duration must stand here, for example PT10S.";
        }
        if (type == Instant.class) {
            return "A time must stand here, for example 2026-12-01T08:00:00Z.";
        }
        return Collection.class.isAssignableFrom(type) ? "A list must stand here." : "An object must stand here.";
    }
}
