package org.countersign.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /**
     * A number out of a table, for example an age limit by country: of the rows for a fact's values the highest or the
     * lowest one, else the row {@code *}. It carries its table, so a rule means the same for ever.
     *
     * @param table name of the reference list whose lines are a key, {@code =}, and a number
     * @param highest whether the highest row counts, or the lowest
     * @param fact whose value, or values, are looked up
     * @param rows the numbers by key
     */
    record Lookup(String table, boolean highest, String fact, SortedMap<String, BigDecimal> rows) implements Operand {

        private static final String OTHERS = "*";

        public Lookup {
            FactType type = Vocabulary.require(fact).type();
            if (type != FactType.TEXT && type != FactType.TEXTS) {
                throw new IllegalArgumentException("A table is looked up by a text or a list of texts, and " + fact
                        + " is " + type.described() + ".");
            }
            rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        }

        /** Reads the lines of a reference list as a table. */
        public static Lookup of(String table, boolean highest, String fact, List<String> lines) {
            TreeMap<String, BigDecimal> rows = new TreeMap<>();
            for (String line : lines) {
                int at = line.indexOf('=');
                if (at < 1) {
                    throw new IllegalArgumentException("The list \"" + table + "\" is no table: its line "
                            + PolicyText.quoted(line) + " is not a key, = and a number.");
                }
                String number = line.substring(at + 1).strip();
                rows.put(line.substring(0, at).strip(), requireShort(Numbers.plain(Numbers.read(table, number))));
            }
            return new Lookup(table, highest, fact, rows);
        }

        /** The table as a reference list has it. */
        List<String> lines() {
            return rows.entrySet().stream()
                    .map(row -> row.getKey() + " = " + row.getValue().toPlainString())
                    .toList();
        }

        /** The number for these facts; null if the fact is unknown, or the table has no row for it. */
        public @Nullable BigDecimal number(FactSet facts) {
            Object key = facts.values().get(fact);
            if (key == null) {
                return null;
            }
            BigDecimal found = null;
            for (Object each : key instanceof List<?> keys ? keys : List.of(key)) {
                BigDecimal row = rows.get(each.toString());
                if (row != null && (found == null || (row.compareTo(found) > 0) == highest)) {
                    found = row;
                }
            }
            return found == null ? rows.get(OTHERS) : found;
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
