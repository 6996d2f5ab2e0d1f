package org.countersign.policy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;

/** The right-hand side of a {@link Condition.Test}. */
public sealed interface Operand {

    /** Values in one list, in a rule or in a reference list. */
    int MAX_VALUES = 1000;

    /** Characters in one text value. */
    int MAX_TEXT = 500;

    /** Digits of a number, before and after the point together. */
    int MAX_DIGITS = 20;

    /**
     * One value.
     *
     * @param value a {@link String}, {@link BigDecimal} or {@link Boolean}
     */
    record Value(Object value) implements Operand {

        public Value {
            value = checked(value);
        }
    }

    /**
     * A list of values written out in the rule.
     *
     * @param values all texts or all numbers, at least one, none twice
     */
    record Values(List<Object> values) implements Operand {

        public Values {
            values = values.stream().map(Operand::checked).toList();
            requireList("A list", values);
            if (values.stream().map(Object::getClass).distinct().count() > 1) {
                throw new IllegalArgumentException("A list holds either texts or numbers, not both.");
            }
        }
    }

    /**
     * Another fact of the same suggestion.
     *
     * @param name for example {@code price.list}
     */
    record OtherFact(String name) implements Operand {

        public OtherFact {
            Vocabulary.require(name);
        }
    }

    /**
     * A reference list, kept apart from the rule because several rules share it and it changes more often. It carries its
     * values, so a rule means the same for ever.
     *
     * @param name for example {@code special-categories}
     */
    record NamedList(String name, List<String> values) implements Operand {

        public NamedList {
            values = List.copyOf(values);
            values.forEach(Operand::checked);
            requireList("The list \"" + name + "\"", values);
        }
    }

    private static void requireList(String what, List<?> values) {
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw new IllegalArgumentException(
                    what + " has " + values.size() + " values; 1 to " + MAX_VALUES + " are allowed.");
        }
        HashSet<Object> seen = new HashSet<>();
        for (Object value : values) {
            if (!seen.add(value)) {
                throw new IllegalArgumentException(what + " names " + value + " twice; leave one out.");
            }
        }
    }

    private static Object checked(Object value) {
        return switch (value) {
            case String text
            when text.length() > MAX_TEXT ->
                throw new IllegalArgumentException("A text of " + text.length() + " characters is too long; " + MAX_TEXT
                        + " are allowed. Put phrases into a reference list.");
            case String text -> PolicyText.requirePlain(text);
            case BigDecimal number -> requireShort(Numbers.plain(number));
            case Boolean flag -> flag;
            default ->
                throw new IllegalArgumentException("A value is a text, a number, true or false, not "
                        + value.getClass().getSimpleName() + ".");
        };
    }

    private static BigDecimal requireShort(BigDecimal number) {
        if (number.precision() > MAX_DIGITS || number.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "The number " + number.toPlainString() + " has too many digits; " + MAX_DIGITS + " are allowed.");
        }
        return number;
    }
}
