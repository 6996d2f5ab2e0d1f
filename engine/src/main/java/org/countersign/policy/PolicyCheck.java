package org.countersign.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.policy.PolicyRemark.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong or doubtful in rules before they decide anything: while somebody types, on every save, and before
 * a version is put in force. Nothing of it is compiled or evaluated. What it calls a contradiction is one; it does not find
 * all there are.
 */
public final class PolicyCheck {

    private PolicyCheck() {}

    /**
     * What a check is made against.
     *
     * @param lists the reference lists that rules may name
     * @param cases of all rules
     * @param sent facts that producers have sent of late; empty where that is not known, and then nobody is told
     * @param groups groups that somebody speaks for; empty where that is not known, and then nobody is told
     */
    public record Against(ReferenceLists lists, List<PolicyCase> cases, Set<String> sent, Set<String> groups) {

        public Against {
            cases = List.copyOf(cases);
            sent = Set.copyOf(sent);
            groups = Set.copyOf(groups);
        }
    }

    /**
     * What was found.
     *
     * @param rules the rules that could be read; none if the text has a mistake
     * @param remarks errors and questions, in the order of the rules
     */
    public record Report(List<PolicyRule> rules, List<PolicyRemark> remarks) {

        public Report {
            rules = List.copyOf(rules);
            remarks = List.copyOf(remarks);
        }

        /** Whether nothing speaks against putting these rules in force. */
        public boolean isSound() {
            return remarks.stream().noneMatch(remark -> remark.kind().isError());
        }
    }

    /** Checks rules as text; every remark has its place. */
    public static Report text(String text, Against against) {
        try {
            PolicyDraft draft = DrlReader.draft("", text, against.lists());
            return new Report(draft.rules(), remarks(draft.rules(), ids(draft.rules()), against, draft));
        } catch (UnreadablePolicy e) {
            return new Report(
                    List.of(),
                    e.errors().stream()
                            .map(error -> new PolicyRemark(
                                    Kind.UNREADABLE,
                                    error.rule(),
                                    "",
                                    List.of(),
                                    new Place(error.line(), error.column()),
                                    error.message()))
                            .toList());
        }
    }

    /** Checks rules as values, as a form makes them. */
    public static Report rules(List<PolicyRule> rules, Against against) {
        return new Report(rules, remarks(rules, ids(rules), against, null));
    }

    /**
     * The same where only some of the rules are of interest: what concerns none of these is neither looked for nor told.
     *
     * @param about ids of rules
     */
    public static Report rules(List<PolicyRule> rules, Set<String> about, Against against) {
        return new Report(
                rules,
                remarks(rules, about, against, null).stream()
                        .filter(remark -> about.stream().anyMatch(remark::isAbout))
                        .toList());
    }

    private static Set<String> ids(List<PolicyRule> rules) {
        return rules.stream().map(PolicyRule::id).collect(Collectors.toSet());
    }

    private static List<PolicyRemark> remarks(
            List<PolicyRule> rules, Set<String> about, Against against, @Nullable PolicyDraft draft) {
        List<PolicyRemark> remarks = new ArrayList<>();
        Found found = (kind, rule, other, path, message) -> remarks.add(new PolicyRemark(
                kind,
                rule.id(),
                other == null ? "" : other.id(),
                path,
                draft == null ? null : draft.place(rule.id(), path),
                message));
        duplicates(rules, found);
        for (PolicyRule rule : rules) {
            if (!about.contains(rule.id())) {
                continue;
            }
            ConditionCheck.of(rule, found);
            PolicyCases.gaps(List.of(rule), casesOf(rule, against))
                    .forEach(gap -> found.remark(Kind.NO_CASE, rule, List.of(), gap));
            neverSent(rule, against.sent(), found);
            nobody(rule, against.groups(), found);
        }
        RuleComparison.of(rules, about, found);
        RangeGaps.of(rules, found);
        return remarks;
    }

    private static List<PolicyCase> casesOf(PolicyRule rule, Against against) {
        return against.cases().stream()
                .filter(one -> one.rule().equals(rule.id()))
                .toList();
    }

    private static void duplicates(List<PolicyRule> rules, Found found) {
        Map<String, PolicyRule> seen = new HashMap<>();
        for (PolicyRule rule : rules) {
            PolicyRule sameId = seen.putIfAbsent(rule.id(), rule);
            PolicyRule sameName = seen.putIfAbsent(rule.name(), rule);
            if (sameId != null || sameName != null) {
                found.remark(
                        Kind.DUPLICATE,
                        rule,
                        sameId != null ? sameId : sameName,
                        List.of(),
                        "Rule " + rule.id() + " \"" + rule.name() + "\": another rule has the same "
                                + (sameId != null ? "id" : "name") + ". Give one of them another.");
            }
        }
    }

    private static void neverSent(PolicyRule rule, Set<String> sent, Found found) {
        if (sent.isEmpty()) {
            return;
        }
        Paths.tests(rule.when())
                .forEach((path, test) -> test.reads().stream()
                        .filter(fact -> !sent.contains(fact))
                        .findFirst()
                        .ifPresent(fact -> found.remark(
                                Kind.NEVER_SENT,
                                rule,
                                path,
                                "No decision of late knew " + fact + ". Where it is unknown, the rule "
                                        + switch (rule.whenUnknown()) {
                                            case BLOCK -> "blocks.";
                                            case REVIEW -> "asks for a person.";
                                            case SKIP -> "does not apply.";
                                        })));
    }

    /** A review that nobody may decide on waits for ever. */
    private static void nobody(PolicyRule rule, Set<String> groups, Found found) {
        Reviewers asked = rule.effect().reviewers();
        if (asked != null
                && !groups.isEmpty()
                && !asked.group().equals(Reviewers.ANYONE)
                && !groups.contains(asked.group())) {
            found.remark(
                    Kind.NOBODY,
                    rule,
                    List.of(),
                    "Nobody we know of is in the group " + asked.group() + ", so what waits for it would wait until it"
                            + " expires." + Nearest.hint(asked.group(), groups));
        }
    }

    /**
     * Where a part of a rule stands in a text.
     *
     * @return null where the text cannot be read, or has no such rule
     */
    public static @Nullable Place place(String text, ReferenceLists lists, String rule, List<Integer> path) {
        try {
            return DrlReader.draft("", text, lists).place(rule, path);
        } catch (UnreadablePolicy e) {
            return null;
        }
    }

    /** Takes what the parts of the check find. */
    @FunctionalInterface
    interface Found {

        /** @param other the other rule that it is about too; null where there is none */
        void remark(Kind kind, PolicyRule rule, @Nullable PolicyRule other, List<Integer> path, String message);

        default void remark(Kind kind, PolicyRule rule, List<Integer> path, String message) {
            remark(kind, rule, null, path, message);
        }
    }
}
