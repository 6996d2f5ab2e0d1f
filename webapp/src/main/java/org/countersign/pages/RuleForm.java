package org.countersign.pages;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.countersign.policy.Condition;
import org.countersign.policy.Effect;
import org.countersign.policy.Outcome;
import org.countersign.policy.Period;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.Redaction;
import org.countersign.policy.ReferenceLists;
import org.countersign.policy.Reviewers;
import org.countersign.policy.WhenUnknown;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A rule as a form, the way it was typed: whether it makes a rule yet or not, nothing of it is lost.
 *
 * @param fields by name; missing ones are empty
 */
record RuleForm(String id, Map<String, String> fields, List<ConditionRow> rows) {

    private static final List<String> FIELDS = List.of(
            "name",
            "source",
            "owner",
            "message",
            "outcome",
            "group",
            "approvals",
            "redaction",
            "unknown",
            "from",
            "until");

    // Said beside the field and once more in a list of all that is missing, so each names what it is about.
    private static final SequencedMap<String, String> MISSING = new LinkedHashMap<>();

    static {
        MISSING.put("name", "Say the rule in one sentence.");
        MISSING.put("source", "Name the source of the rule.");
        MISSING.put("message", "Write the message that people read.");
    }

    RuleForm {
        fields = Map.copyOf(fields);
        rows = List.copyOf(rows);
    }

    /** What came of a form: the rule, or what keeps it from being one, by field. */
    record Read(@Nullable PolicyRule rule, Map<String, String> errors) {}

    /** A field as typed. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Whether nobody has written anything yet. */
    boolean isBlank() {
        return field("name").isBlank()
                && field("source").isBlank()
                && field("message").isBlank()
                && rows.stream().allMatch(row -> row.fact().isEmpty());
    }

    /** A form to begin a rule with. */
    static RuleForm empty(String id) {
        return new RuleForm(
                id,
                Map.of("outcome", "REVIEW", "unknown", "REVIEW", "approvals", "1"),
                List.of(ConditionRow.emptyTest(0)));
    }

    static RuleForm of(PolicyRule rule) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", rule.name());
        fields.put("source", rule.source());
        fields.put("owner", rule.owner() == null ? "" : rule.owner());
        fields.put("message", rule.message());
        fields.put("outcome", rule.outcome().name());
        fields.put("unknown", rule.whenUnknown().name());
        Reviewers reviewers = rule.effect().reviewers();
        fields.put("group", reviewers == null || reviewers.group().equals(Reviewers.ANYONE) ? "" : reviewers.group());
        fields.put("approvals", reviewers == null ? "1" : String.valueOf(reviewers.approvals()));
        fields.put(
                "redaction",
                rule.effect().redaction() == null
                        ? ""
                        : rule.effect().redaction().name());
        fields.put("from", text(rule.period().from()));
        fields.put("until", text(rule.period().until()));
        return new RuleForm(rule.id(), fields, ConditionRows.of(rule.when()));
    }

    private static String text(@Nullable LocalDate date) {
        return date == null ? "" : date.toString();
    }

    /** What the browser sent. Lines beyond {@link ConditionRows#MAX_ROWS} are not taken. */
    static RuleForm posted(String id, MultiValueMap<String, String> sent) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : FIELDS) {
            fields.put(field, first(sent, field, 0));
        }
        List<ConditionRow> rows = new ArrayList<>();
        int size = Math.min(
                ConditionRows.MAX_ROWS, sent.getOrDefault("rowKind", List.of()).size());
        int depth = -1;
        for (int i = 0; i < size; i++) {
            // A line is at most one level below the one before; whatever else was sent is nonsense.
            int wanted = RowButton.number(first(sent, "rowDepth", i));
            boolean belowGroup = i > 0 && !rows.getLast().isTest();
            depth = Math.clamp(wanted, 0, Math.max(0, belowGroup ? depth + 1 : depth));
            rows.add(new ConditionRow(
                    kind(first(sent, "rowKind", i)),
                    depth,
                    first(sent, "rowFact", i),
                    first(sent, "rowChoice", i),
                    first(sent, "rowValue", i)));
        }
        return new RuleForm(id, fields, rows);
    }

    private static String first(MultiValueMap<String, String> sent, String name, int index) {
        List<String> values = sent.getOrDefault(name, List.of());
        return index < values.size() && values.get(index) != null
                ? values.get(index).replace("\r\n", "\n")
                : "";
    }

    private static ConditionRow.Kind kind(String text) {
        for (ConditionRow.Kind kind : ConditionRow.Kind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        return ConditionRow.Kind.TEST;
    }

    /** The form after a button that changes its shape, as {@link RowButton} has them. */
    RuleForm after(String act) {
        return new RuleForm(id, fields, RowButton.press(act, rows));
    }

    /** The rule it makes, or everything that keeps it from being one. */
    Read read(ReferenceLists lists) {
        Map<String, String> errors = new LinkedHashMap<>();
        MISSING.forEach((field, wanted) -> {
            if (field(field).isBlank()) {
                errors.put(field, wanted);
            }
        });
        Condition when = ConditionRows.read(rows, lists, errors);
        Period period = part(errors, "until", () -> new Period(date("from", errors), date("until", errors)));
        Effect effect = part(errors, "outcome", this::effect);
        if (when == null || period == null || effect == null || !errors.isEmpty()) {
            return new Read(null, errors);
        }
        String owner = field("owner").isBlank() ? null : field("owner").strip();
        PolicyRule rule = part(
                errors,
                "rule",
                () -> new PolicyRule(
                        id,
                        field("name").strip(),
                        new PolicyRule.Grounds(field("source").strip(), owner),
                        period,
                        when,
                        effect,
                        field("message").strip()));
        return new Read(rule, errors);
    }

    private Effect effect() {
        Outcome outcome = Outcome.valueOf(field("outcome"));
        WhenUnknown unknown = WhenUnknown.valueOf(field("unknown"));
        boolean asks = outcome == Outcome.REVIEW || unknown == WhenUnknown.REVIEW;
        String group =
                field("group").isBlank() ? Reviewers.ANYONE : field("group").strip();
        return new Effect(
                outcome,
                unknown,
                asks ? new Reviewers(group, Math.max(1, RowButton.number(field("approvals")))) : null,
                outcome == Outcome.REDACT && !field("redaction").isBlank()
                        ? Redaction.valueOf(field("redaction"))
                        : null);
    }

    private @Nullable LocalDate date(String field, Map<String, String> errors) {
        try {
            return field(field).isBlank() ? null : LocalDate.parse(field(field).strip());
        } catch (DateTimeParseException e) {
            errors.put(field, "Write a date such as 2026-11-25.");
            return null;
        }
    }

    private static <T> @Nullable T part(Map<String, String> errors, String field, Supplier<T> model) {
        try {
            return model.get();
        } catch (IllegalArgumentException e) {
            errors.putIfAbsent(field, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
