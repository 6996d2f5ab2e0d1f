package org.countersign.policy;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes a rule as English sentences that say everything it is, so that {@link SentenceReader} reads the same rule from
 * them. Texts stand in quotes and groups of conditions in brackets, because they must not be mistaken.
 */
public final class SentenceWriter {

    private SentenceWriter() {}

    /** The whole rule. */
    public static String write(PolicyRule rule) {
        String owner = rule.owner() == null ? "" : " and is owned by " + PolicyText.quoted(rule.owner());
        return "Rule " + PolicyText.quoted(rule.id()) + ", " + PolicyText.quoted(rule.name()) + ", follows from "
                + PolicyText.quoted(rule.source()) + owner + ".\n"
                + period(rule.period())
                + "If " + write(rule.when()) + " then " + outcome(rule.effect()) + ".\n"
                + "If that cannot be known then " + unknown(rule.effect()) + ".\n"
                + "Say " + PolicyText.quoted(rule.message()) + ".\n";
    }

    private static String period(Period period) {
        if (period.equals(Period.ALWAYS)) {
            return "";
        }
        return "It is in force"
                + (period.from() == null ? "" : " from \"" + period.from() + "\"")
                + (period.until() == null ? "" : " until \"" + period.until() + "\"") + ".\n";
    }

    private static String outcome(Effect effect) {
        return switch (effect.outcome()) {
            case BLOCK -> "block it";
            case REVIEW -> decide(effect);
            case REDACT -> "take out " + Objects.requireNonNull(effect.redaction());
            case REQUIRE_DISCLOSURE -> "show the message";
            case WARN -> "warn";
        };
    }

    private static String unknown(Effect effect) {
        return switch (effect.whenUnknown()) {
            case BLOCK -> "block it";
            case REVIEW -> effect.outcome() == Outcome.REVIEW ? "the same people decide" : decide(effect);
            case SKIP -> "the rule does not apply";
        };
    }

    private static String decide(Effect effect) {
        Reviewers asked = Objects.requireNonNull(effect.reviewers());
        return asked.approvals() + (asked.approvals() == 1 ? " person" : " people") + " of "
                + PolicyText.quoted(asked.group()) + (asked.approvals() == 1 ? " decides" : " decide");
    }

    /** A condition as the middle of a sentence. */
    static String write(Condition condition) {
        return switch (condition) {
            case Condition.Test test ->
                test.fact() + " " + SentenceWords.verb(test.operator()) + " " + operand(test.operand());
            case Condition.All all -> joined(all.parts(), " and ");
            case Condition.Any any -> joined(any.parts(), " or ");
            case Condition.Not not -> "not (" + write(not.part()) + ")";
        };
    }

    private static String joined(List<Condition> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof Condition.All || part instanceof Condition.Any
                        ? "(" + write(part) + ")"
                        : write(part))
                .collect(Collectors.joining(word));
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> DrlWriter.literal(value.value());
            case Operand.Values values ->
                values.values().stream().map(DrlWriter::literal).collect(Collectors.joining(", "));
            case Operand.OtherFact other -> other.name();
            case Operand.NamedList list -> "the list " + PolicyText.quoted(list.name());
            case Operand.Lookup lookup ->
                "the " + (lookup.highest() ? "highest" : "lowest") + " of the table "
                        + PolicyText.quoted(lookup.table()) + " for " + lookup.fact();
        };
    }
}
