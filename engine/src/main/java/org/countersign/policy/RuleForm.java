package org.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.countersign.policy.RuleForm.Row.Against;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the fields of a form have it: texts only, and its condition row by row. Empty text is an empty field.
 *
 * @param approvals people who must approve, as a number; empty for one
 * @param rows from the top, each part of a condition below what joins it
 */
public record RuleForm(
        String id,
        String name,
        String source,
        String owner,
        String effective,
        String expires,
        String outcome,
        String group,
        String approvals,
        String redaction,
        String unknown,
        String message,
        List<Row> rows) {

    private static final int MAX_ROWS = 500;

    public RuleForm {
        rows = List.copyOf(rows);
    }

    /**
     * One row of the condition.
     *
     * @param depth levels below the top, from 0
     * @param kind what it is
     * @param fact of a test; else empty
     * @param operator of a test, by its name; else empty
     * @param against what the fact of a test is compared with; null for no test
     * @param values of a test: one value or several; the name of a list or of a fact; a table and the fact it is looked up by
     */
    public record Row(
            int depth,
            Kind kind,
            String fact,
            String operator,
            @Nullable Against against,
            List<String> values) {

        public Row {
            values = List.copyOf(values);
        }

        /** What a row is. */
        public enum Kind {
            ALL,
            ANY,
            NOT,
            TEST
        }

        /** What a fact is compared with. */
        public enum Against {
            VALUE,
            VALUES,
            LIST,
            FACT,
            HIGHEST,
            LOWEST
        }
    }

    /** The form of a rule. */
    public static RuleForm of(PolicyRule rule) {
        Effect effect = rule.effect();
        Reviewers reviewers = effect.reviewers();
        List<Row> rows = new ArrayList<>();
        addRows(rule.when(), 0, rows);
        return new RuleForm(
                rule.id(),
                rule.name(),
                rule.source(),
                text(rule.owner()),
                text(rule.period().from()),
                text(rule.period().until()),
                effect.outcome().name(),
                reviewers == null ? "" : reviewers.group(),
                reviewers == null ? "" : Integer.toString(reviewers.approvals()),
                text(effect.redaction()),
                effect.whenUnknown().name(),
                rule.message(),
                rows);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void addRows(Condition condition, int depth, List<Row> rows) {
        rows.add(
                switch (condition) {
                    case Condition.All all -> new Row(depth, Row.Kind.ALL, "", "", null, List.of());
                    case Condition.Any any -> new Row(depth, Row.Kind.ANY, "", "", null, List.of());
                    case Condition.Not not -> new Row(depth, Row.Kind.NOT, "", "", null, List.of());
                    case Condition.Test test ->
                        new Row(
                                depth,
                                Row.Kind.TEST,
                                test.fact(),
                                test.operator().name(),
                                against(test.operand()),
                                values(test.operand()));
                });
        condition.parts().forEach(part -> addRows(part, depth + 1, rows));
    }

    private static Against against(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> Against.VALUE;
            case Operand.Values values -> Against.VALUES;
            case Operand.NamedList list -> Against.LIST;
            case Operand.OtherFact other -> Against.FACT;
            case Operand.Lookup lookup -> lookup.highest() ? Against.HIGHEST : Against.LOWEST;
        };
    }

    private static List<String> values(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> List.of(plain(value.value()));
            case Operand.Values values ->
                values.values().stream().map(RuleForm::plain).toList();
            case Operand.NamedList list -> List.of(list.name());
            case Operand.OtherFact other -> List.of(other.name());
            case Operand.Lookup lookup -> List.of(lookup.table(), lookup.fact());
        };
    }

    private static String plain(Object value) {
        return value instanceof String text ? text : DrlWriter.literal(value);
    }

    /**
     * The rule that the form describes.
     *
     * @throws Refusal.Invalid with a pointer to every field that is wrong: {@code /message}, {@code /rows/2}
     */
    public PolicyRule rule(ReferenceLists lists) {
        Fields fields = new Fields();
        Condition when = fields.get("/rows", () -> condition(lists));
        Effect effect = fields.get("/outcome", this::effect);
        Period period = fields.get("/effective", this::period);
        PolicyRule.Grounds grounds =
                fields.get("/source", () -> new PolicyRule.Grounds(source, owner.isEmpty() ? null : owner));
        if (fields.isClean()) {
            PolicyRule rule = fields.get(
                    "",
                    () -> new PolicyRule(
                            id,
                            name,
                            Objects.requireNonNull(grounds),
                            Objects.requireNonNull(period),
                            Objects.requireNonNull(when),
                            Objects.requireNonNull(effect),
                            message));
            if (rule != null) {
                return rule;
            }
        }
        throw fields.refusal();
    }

    private Effect effect() {
        Outcome chosen = RuleAnnotations.word("outcome", outcome, Outcome.values());
        WhenUnknown meaning = RuleAnnotations.word("unknown", unknown, WhenUnknown.values());
        boolean review = chosen == Outcome.REVIEW || meaning == WhenUnknown.REVIEW;
        return new Effect(
                chosen,
                meaning,
                review
                        ? new Reviewers(
                                group.isEmpty() ? Reviewers.ANYONE : group,
                                approvals.isEmpty() ? 1 : RuleAnnotations.count(approvals))
                        : null,
                chosen == Outcome.REDACT ? RuleAnnotations.word("redaction", redaction, Redaction.values()) : null);
    }

    private Period period() {
        return new Period(
                effective.isEmpty() ? null : Period.date("effective", effective),
                expires.isEmpty() ? null : Period.date("expires", expires));
    }

    private Condition condition(ReferenceLists lists) {
        if (rows.isEmpty() || rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException("A rule has 1 to " + MAX_ROWS + " rows of conditions, not " + rows.size()
                    + ". Say what must hold.");
        }
        int[] next = {0};
        Condition condition = condition(next, 0, lists);
        if (next[0] < rows.size()) {
            throw new AtRow(next[0], "This row belongs to nothing; join it with the others by an ALL or ANY above.");
        }
        return condition;
    }

    private Condition condition(int[] next, int depth, ReferenceLists lists) {
        int index = next[0]++;
        Row row = rows.get(index);
        if (row.depth() != depth || depth > PolicyRule.MAX_NESTING) {
            throw new AtRow(index, "This row is indented too deep.");
        }
        List<Condition> parts = new ArrayList<>();
        while (row.kind() != Row.Kind.TEST
                && next[0] < rows.size()
                && rows.get(next[0]).depth() > depth) {
            parts.add(condition(next, depth + 1, lists));
        }
        try {
            return switch (row.kind()) {
                case ALL -> new Condition.All(parts);
                case ANY -> new Condition.Any(parts);
                case NOT -> not(parts);
                case TEST -> test(row, lists);
            };
        } catch (AtRow e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new AtRow(index, String.valueOf(e.getMessage()));
        }
    }

    private static Condition not(List<Condition> parts) {
        if (parts.size() != 1) {
            throw new IllegalArgumentException("NOT stands above one row, not " + parts.size() + ".");
        }
        return new Condition.Not(parts.getFirst());
    }

    private static Condition test(Row row, ReferenceLists lists) {
        Fact fact = Vocabulary.require(row.fact());
        Operator operator = RuleAnnotations.word("operator", row.operator(), Operator.values());
        return new Condition.Test(fact.name(), operator, operand(row, fact, lists));
    }

    private static Operand operand(Row row, Fact fact, ReferenceLists lists) {
        Against against = row.against();
        if (against == null || row.values().isEmpty()) {
            throw new IllegalArgumentException("Say what " + fact.name() + " is compared with.");
        }
        String first = row.values().getFirst();
        return switch (against) {
            case VALUE -> new Operand.Value(value(fact, first));
            case VALUES ->
                new Operand.Values(
                        row.values().stream().map(value -> value(fact, value)).toList());
            case LIST -> new Operand.NamedList(first, lists.require(first));
            case FACT -> new Operand.OtherFact(first);
            case HIGHEST, LOWEST -> {
                if (row.values().size() < 2) {
                    throw new IllegalArgumentException("Say by which fact the table is looked up.");
                }
                yield Operand.Lookup.of(
                        first, against == Against.HIGHEST, row.values().get(1), lists.require(first));
            }
        };
    }

    private static Object value(Fact fact, String text) {
        return switch (fact.type()) {
            case NUMBER -> Numbers.read(fact.name(), text.strip());
            case FLAG ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                        throw new IllegalArgumentException(
                                fact.name() + " is true or false, not " + PolicyText.quoted(text) + ".");
                };
            case TEXT, TEXTS -> text;
        };
    }

    /** A mistake in one row. */
    private static final class AtRow extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final int row;

        AtRow(int row, String message) {
            super(message);
            this.row = row;
        }
    }

    /** Collects what is wrong, so that everything is told at once. */
    private static final class Fields {

        private final List<FieldError> errors = new ArrayList<>();

        <T> @Nullable T get(String pointer, Supplier<T> value) {
            try {
                return value.get();
            } catch (AtRow e) {
                errors.add(new FieldError("/rows/" + e.row, String.valueOf(e.getMessage())));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(pointer, String.valueOf(e.getMessage())));
            }
            return null;
        }

        boolean isClean() {
            return errors.isEmpty();
        }

        Refusal.Invalid refusal() {
            return new Refusal.Invalid(
                    "The rule cannot be taken as it stands; "
                            + errors.getFirst().message(),
                    errors);
        }
    }
}
