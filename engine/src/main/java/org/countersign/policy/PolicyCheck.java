package org.countersign.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     */
    public record Against(ReferenceLists lists, List<PolicyCase> cases, Set<String> sent) {

        public Against {
            cases = List.copyOf(cases);
            sent = Set.copyOf(sent);
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
            return new Report(draft.rules(), remarks(draft.rules(), against, draft));
        } catch (UnreadablePolicy e) {
            return new Report(
                    List.of(),
                    e.errors().stream()
                            .map(error -> new PolicyRemark(
                                    Kind.UNREADABLE,
                                    error.rule(),
                                    List.of(),
                                    new Place(error.line(), error.column()),
                                    error.message()))
                            .toList());
        }
    }

    /** Checks rules as values, as a form makes them. */
    public static Report rules(List<PolicyRule> rules, Against against) {
        return new Report(rules, remarks(rules, against, null));
    }

    private static List<PolicyRemark> remarks(List<PolicyRule> rules, Against against, @Nullable PolicyDraft draft) {
        List<PolicyRemark> remarks = new ArrayList<>();
        Found found = (kind, rule, path, message) -> remarks.add(
                new PolicyRemark(kind, rule.id(), path, draft == null ? null : draft.place(rule.id(), path), message));
        duplicates(rules, found);
        for (PolicyRule rule : rules) {
            ConditionCheck.of(rule, found);
            PolicyCases.gaps(List.of(rule), casesOf(rule, against))
                    .forEach(gap -> found.remark(Kind.NO_CASE, rule, List.of(), gap));
            neverSent(rule, against.sent(), found);
        }
        RuleComparison.of(rules, found);
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
                                "No producer has sent " + fact
                                        + " of late, so this is always unknown, and the rule will "
                                        + switch (rule.whenUnknown()) {
                                            case BLOCK -> "block.";
                                            case REVIEW -> "ask for a person.";
                                            case SKIP -> "not apply.";
                                        })));
    }

    /** Takes what the parts of the check find. */
    @FunctionalInterface
    interface Found {

        void remark(Kind kind, PolicyRule rule, List<Integer> path, String message);
    }
}
