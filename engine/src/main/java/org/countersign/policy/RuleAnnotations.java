package org.countersign.policy;

import static org.countersign.policy.DrlWriter.annotation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The annotations below a rule's name that say what it does and when, in both directions. */
final class RuleAnnotations {

    private RuleAnnotations() {}

    /** In the order in which they are always written; what goes without saying is left out. */
    static List<String> lines(PolicyRule rule) {
        List<String> lines = new ArrayList<>();
        Effect effect = rule.effect();
        add(lines, "effective", rule.period().from());
        add(lines, "expires", rule.period().until());
        Reviewers reviewers = effect.reviewers();
        if (reviewers != null && !reviewers.group().equals(Reviewers.ANYONE)) {
            add(lines, "group", reviewers.group());
        }
        if (reviewers != null && reviewers.approvals() > 1) {
            add(lines, "approvals", reviewers.approvals());
        }
        add(lines, "redaction", effect.redaction());
        add(lines, "unknown", effect.whenUnknown());
        return lines;
    }

    private static void add(List<String> lines, String name, @Nullable Object value) {
        if (value != null) {
            lines.add(annotation(name, value.toString()));
        }
    }

    static Period period(Map<String, String> annotations) {
        return new Period(date(annotations, "effective"), date(annotations, "expires"));
    }

    private static @Nullable LocalDate date(Map<String, String> annotations, String name) {
        String value = annotations.get(name);
        return value == null ? null : Period.date(name, value);
    }

    static Effect effect(Map<String, String> annotations, Outcome outcome) {
        String unknown = annotations.get("unknown");
        String redaction = annotations.get("redaction");
        return new Effect(
                outcome,
                unknown == null ? WhenUnknown.safeSideOf(outcome) : word("unknown", unknown, WhenUnknown.values()),
                reviewers(annotations),
                redaction == null ? null : word("redaction", redaction, Redaction.values()));
    }

    private static @Nullable Reviewers reviewers(Map<String, String> annotations) {
        String group = annotations.get("group");
        String approvals = annotations.get("approvals");
        if (group == null && approvals == null) {
            return null;
        }
        return new Reviewers(group == null ? Reviewers.ANYONE : group, approvals == null ? 1 : count(approvals));
    }

    static int count(String value) {
        if (value.length() != 1 || value.charAt(0) < '1' || value.charAt(0) > '0' + Reviewers.MAX_APPROVALS) {
            throw new IllegalArgumentException("@approvals is 1, 2 or 3, not " + PolicyText.quoted(value) + ".");
        }
        return value.charAt(0) - '0';
    }

    static <E extends Enum<E>> E word(String annotation, String value, E[] words) {
        List<String> names = Arrays.stream(words).map(Enum::name).toList();
        int at = names.indexOf(value);
        if (at < 0) {
            throw new IllegalArgumentException("@" + annotation + " is "
                    + names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " or "
                    + names.getLast() + ", not " + PolicyText.quoted(value) + "." + Nearest.hint(value, names));
        }
        return words[at];
    }
}
