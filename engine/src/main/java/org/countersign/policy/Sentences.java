package org.countersign.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Conditions in English, one of the views of a rule. */
public final class Sentences {

    private Sentences() {}

    /** The rule in one sentence: condition, what follows, and what an unknown fact means. */
    public static String of(PolicyRule rule) {
        String effect = switch (rule.outcome()) {
            case BLOCK -> "block it";
            case REVIEW -> decide(rule.effect());
            case REDACT -> redacted(rule.effect()) + " must be taken out";
            case REQUIRE_DISCLOSURE -> "a disclosure must be shown";
            case WARN -> "warn";
        };
        String unknown = switch (rule.whenUnknown()) {
            case BLOCK -> "if that cannot be known, block it";
            case REVIEW -> "if that cannot be known, " + decide(rule.effect());
            case SKIP -> "if that cannot be known, this rule does not apply";
        };
        String period = rule.period()
                .described()
                .map(said -> " This rule is " + said + ".")
                .orElse("");
        return "If " + of(rule.when()) + ", then " + effect + "; " + unknown + "." + period;
    }

    private static String decide(Effect effect) {
        Reviewers asked = Objects.requireNonNull(effect.reviewers());
        String of = asked.group().equals(Reviewers.ANYONE) ? "" : " of the group " + asked.group();
        return asked.approvals() == 1 ? "a person" + of + " decides" : asked.approvals() + " people" + of + " decide";
    }

    private static String redacted(Effect effect) {
        return switch (Objects.requireNonNull(effect.redaction())) {
            case PERSONAL_DATA -> "personal data in the text";
            case SUBJECT_LINE -> "the subject line";
            case REASON -> "the reason shown to the customer";
            case AUDIENCE_DETAILS -> "the details of the audience";
        };
    }

    /** The condition as the middle of a sentence. */
    public static String of(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> test(test);
            case Condition.All all -> joined(all.parts(), " and ");
            case Condition.Any any -> joined(any.parts(), " or ");
            case Condition.Not not -> "not (" + of(not.part()) + ")";
        };
    }

    private static String joined(List<Condition> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof Condition.All || part instanceof Condition.Any
                        ? "(" + of(part) + ")"
                        : of(part))
                .collect(Collectors.joining(word));
    }

    private static String test(Condition.Test test) {
        return test.fact() + " " + SentenceWords.verb(test.operator()) + " " + operand(test.operand());
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> value(value.value());
            case Operand.Values values ->
                values.values().stream().map(Sentences::value).collect(Collectors.joining(", "));
            case Operand.OtherFact other -> other.name();
            case Operand.NamedList list -> "the list \"" + list.name() + "\"";
            case Operand.Lookup lookup ->
                "the " + (lookup.highest() ? "highest" : "lowest") + " of the table \"" + lookup.table() + "\" for "
                        + lookup.fact();
        };
    }

    private static String value(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
