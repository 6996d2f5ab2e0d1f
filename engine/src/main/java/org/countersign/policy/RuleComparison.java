package org.countersign.policy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.countersign.policy.PolicyCheck.Found;
import org.countersign.policy.PolicyRemark.Kind;

/** What is wrong with two rules beside each other. */
final class RuleComparison {

    private RuleComparison() {}

    /** Compares every two rules of which one is in {@code about}. */
    static void of(List<PolicyRule> rules, Set<String> about, Found found) {
        for (PolicyRule rule : rules) {
            for (PolicyRule other : rules) {
                if ((about.contains(rule.id()) || about.contains(other.id()))
                        && !rule.id().equals(other.id())
                        && isWithin(rule, other)) {
                    compare(rule, other, found);
                }
            }
        }
    }

    /** Whether the other rule hits wherever this one does, on every day of this one. */
    private static boolean isWithin(PolicyRule rule, PolicyRule other) {
        return covers(other.period(), rule.period())
                && Satisfiable.canHold(rule.when())
                && Satisfiable.implies(rule.when(), other.when());
    }

    private static boolean covers(Period wide, Period narrow) {
        boolean begins =
                wide.from() == null || (narrow.from() != null && !narrow.from().isBefore(wide.from()));
        boolean ends = wide.until() == null
                || (narrow.until() != null && !narrow.until().isAfter(wide.until()));
        return begins && ends;
    }

    private static void compare(PolicyRule rule, PolicyRule other, Found found) {
        boolean equal = isWithin(/* rule= */ other, /* other= */ rule);
        boolean first = rule.id().compareTo(other.id()) < 0;
        if (equal && !rule.effect().equals(other.effect())) {
            if (first) {
                found.remark(
                        Kind.CONFLICT,
                        rule,
                        other,
                        List.of(),
                        "Rules " + rule.id() + " and " + other.id() + " speak of exactly the same suggestions and say"
                                + " different things: " + described(rule) + " and " + described(other)
                                + ". The stronger one wins; keep one of them.");
            }
        } else if (adds(rule, other) && !(equal && first)) {
            found.remark(
                    Kind.SUBSUMED,
                    rule,
                    other,
                    List.of(),
                    "Whenever rule " + rule.id() + " hits, rule " + other.id() + " hits too and "
                            + (other.outcome() == Outcome.BLOCK ? "blocks" : "does the same") + ", so " + rule.id()
                            + " changes nothing. Leave it out, or narrow the other one.");
        }
    }

    /** Whether the other rule's effect leaves nothing for this one to do. */
    private static boolean adds(PolicyRule rule, PolicyRule other) {
        return switch (other.outcome()) {
            case BLOCK -> true;
            case REVIEW -> rule.outcome() == Outcome.REVIEW && asksNoMore(rule.effect(), other.effect());
            case REDACT ->
                rule.outcome() == Outcome.REDACT
                        && rule.effect().redaction() == other.effect().redaction();
            case REQUIRE_DISCLOSURE, WARN ->
                rule.outcome() == other.outcome() && rule.message().equals(other.message());
        };
    }

    private static boolean asksNoMore(Effect effect, Effect other) {
        Reviewers asked = Objects.requireNonNull(effect.reviewers());
        Reviewers given = Objects.requireNonNull(other.reviewers());
        return asked.approvals() <= given.approvals()
                && (asked.group().equals(given.group()) || asked.group().equals(Reviewers.ANYONE));
    }

    private static String described(PolicyRule rule) {
        Reviewers asked = rule.effect().reviewers();
        return rule.outcome()
                + (rule.outcome() == Outcome.REVIEW && asked != null
                        ? " by " + asked.approvals() + " of " + asked.group()
                        : "")
                + " (unknown: " + rule.whenUnknown() + ")";
    }
}
