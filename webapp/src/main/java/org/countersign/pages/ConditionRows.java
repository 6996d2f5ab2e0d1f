package org.countersign.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.pages.ConditionRow.Kind;
import org.countersign.pages.OperatorChoice.Right;
import org.countersign.policy.Condition;
import org.countersign.policy.Fact;
import org.countersign.policy.FactType;
import org.countersign.policy.Operand;
import org.countersign.policy.ReferenceLists;
import org.countersign.policy.Vocabulary;
import org.jspecify.annotations.Nullable;

/** A condition as lines of a form, and back. Each way loses nothing that the other can say. */
final class ConditionRows {

    static final int MAX_ROWS = 200;

    private ConditionRows() {}

    static List<ConditionRow> of(Condition when) {
        List<ConditionRow> rows = new ArrayList<>();
        List<Condition> parts = when instanceof Condition.All all ? all.parts() : List.of(when);
        parts.forEach(part -> add(rows, part, 0));
        return rows;
    }

    private static void add(List<ConditionRow> rows, Condition condition, int depth) {
        switch (condition) {
            case Condition.Test test ->
                rows.add(new ConditionRow(
                        Kind.TEST, depth, test.fact(), OperatorChoice.of(test).code(), text(test.operand())));
            case Condition.All all -> {
                rows.add(ConditionRow.group(Kind.ALL, depth));
                all.parts().forEach(part -> add(rows, part, depth + 1));
            }
            case Condition.Any any -> {
                rows.add(ConditionRow.group(Kind.ANY, depth));
                any.parts().forEach(part -> add(rows, part, depth + 1));
            }
            case Condition.Not not -> {
                rows.add(ConditionRow.group(Kind.NOT, depth));
                List<Condition> parts = not.part() instanceof Condition.All all ? all.parts() : List.of(not.part());
                parts.forEach(part -> add(rows, part, depth + 1));
            }
        }
    }

    private static String text(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> ValueText.write(value.value());
            case Operand.Values values -> ValueText.write(values.values());
            case Operand.OtherFact other -> other.name();
            case Operand.NamedList list -> list.name();
            case Operand.Lookup lookup -> lookup.table() + "\n" + lookup.fact();
        };
    }

    /**
     * The condition these lines make.
     *
     * @param errors gets what is wrong with each, under {@code row.} and its number
     * @return null if anything is wrong
     */
    static @Nullable Condition read(List<ConditionRow> rows, ReferenceLists lists, Map<String, String> errors) {
        return new Reader(rows, lists, errors).whole();
    }

    private static final class Reader {

        private final List<ConditionRow> rows;
        private final ReferenceLists lists;
        private final Map<String, String> errors;
        private int next;

        Reader(List<ConditionRow> rows, ReferenceLists lists, Map<String, String> errors) {
            this.rows = rows;
            this.lists = lists;
            this.errors = errors;
        }

        @Nullable
        Condition whole() {
            if (rows.isEmpty()) {
                errors.put("rows", "Add at least one condition.");
                return null;
            }
            int before = errors.size();
            List<Condition> parts = parts(0);
            try {
                return errors.size() > before ? null : Condition.All.of(parts);
            } catch (IllegalArgumentException e) {
                errors.put("rows", String.valueOf(e.getMessage()));
                return null;
            }
        }

        private List<Condition> parts(int depth) {
            List<Condition> parts = new ArrayList<>();
            while (next < rows.size() && rows.get(next).depth() >= depth) {
                int row = next++;
                ConditionRow line = rows.get(row);
                try {
                    if (line.isTest()) {
                        parts.add(test(line));
                    } else {
                        List<Condition> members = parts(line.depth() + 1);
                        if (members.isEmpty()) {
                            errors.putIfAbsent("row." + row, "Add a condition to this group, or remove it.");
                        } else {
                            parts.add(group(line.kind(), members));
                        }
                    }
                } catch (IllegalArgumentException e) {
                    errors.put("row." + row, String.valueOf(e.getMessage()));
                }
            }
            return parts;
        }

        private static Condition group(Kind kind, List<Condition> members) {
            return switch (kind) {
                case ALL -> Condition.All.of(members);
                case ANY -> Condition.Any.of(members);
                case NOT -> new Condition.Not(Condition.All.of(members));
                case TEST -> throw new IllegalArgumentException("A test has no members.");
            };
        }

        private Condition test(ConditionRow row) {
            if (row.fact().isEmpty()) {
                throw new IllegalArgumentException("Choose a fact.");
            }
            Fact fact = Vocabulary.require(row.fact());
            OperatorChoice choice = OperatorChoice.of(row.choice())
                    .orElseThrow(() -> new IllegalArgumentException("Choose how it is compared."));
            return new Condition.Test(fact.name(), choice.operator(), operand(fact, choice.operand(), row.value()));
        }

        private Operand operand(Fact fact, Right right, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("Say what it is compared with.");
            }
            return switch (right) {
                case VALUE -> new Operand.Value(value(fact, text));
                case VALUES ->
                    new Operand.Values(text.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .map(line -> value(fact, line))
                            .toList());
                case HIGHEST, LOWEST -> {
                    List<String> lines = text.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
                    if (lines.size() != 2) {
                        throw new IllegalArgumentException(
                                "Write the table's name, and below it the fact it is looked up by.");
                    }
                    yield Operand.Lookup.of(
                            lines.get(0),
                            right == OperatorChoice.Right.HIGHEST,
                            lines.get(1),
                            lists.require(lines.get(0)));
                }
                case FACT -> new Operand.OtherFact(text.strip());
                case LIST -> new Operand.NamedList(text.strip(), lists.require(text.strip()));
            };
        }

        private static Object value(Fact fact, String text) {
            if (fact.type() == FactType.FLAG) {
                return Boolean.parseBoolean(text.strip());
            }
            if (fact.type() != FactType.NUMBER) {
                return ValueText.read(text);
            }
            try {
                return new BigDecimal(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("\"" + text + "\" is not a number such as 12 or 4.50.", e);
            }
        }
    }
}
