package org.countersign.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.governance.DraftRule.Fate;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyCases;
import org.countersign.policy.PolicyCheck;
import org.countersign.policy.PolicyEngine;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyRemark;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.StaffGroups;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Runs the cases of a draft, in the same engine that decides in earnest, and looks for what is wrong with its rules. */
@Component
class Trials {

    private final PolicyEngine engine;
    private final SentFacts sent;
    private final ObjectProvider<StaffGroups> groups;

    Trials(PolicyEngine engine, SentFacts sent, ObjectProvider<StaffGroups> groups) {
        this.engine = engine;
        this.sent = sent;
        this.groups = groups;
    }

    /** Rules that can be read are tried, even while others cannot. */
    Trial of(Draft draft) {
        List<PolicyRule> readable = draft.rules().stream()
                .map(DraftRule::after)
                .filter(Objects::nonNull)
                .toList();
        PolicyVersion version = draft.candidate() != null ? draft.candidate() : distinct(readable);
        CompiledPolicies compiled = engine.compile(version);
        List<PolicyCase.Result> results = draft.rules().stream()
                .filter(rule -> rule.after() != null && version.rules().contains(rule.after()))
                .flatMap(rule -> rule.cases().stream())
                .map(one -> one.run(compiled))
                .toList();
        List<PolicyRule> touched = draft.touched().stream()
                .map(DraftRule::after)
                .filter(Objects::nonNull)
                .toList();
        List<String> gaps = PolicyCases.gaps(
                touched,
                draft.touched().stream()
                        .filter(rule -> rule.after() != null)
                        .flatMap(rule -> rule.cases().stream())
                        .toList());
        List<PolicyRemark> remarks = remarks(draft, readable);
        return new Trial(results, gaps, remarks, obstacles(draft, results, remarks));
    }

    /** The cases that are red in a version. */
    List<PolicyCase.Result> red(PolicyVersion version, List<PolicyCase> cases) {
        CompiledPolicies compiled = engine.compile(version);
        return cases.stream()
                .map(one -> one.run(compiled))
                .filter(result -> !result.isGreen())
                .toList();
    }

    /** Of the rules that the draft touches, and of others where they meet one of these; missing cases are the gaps above. */
    private List<PolicyRemark> remarks(Draft draft, List<PolicyRule> readable) {
        Set<String> touched = draft.touched().stream().map(DraftRule::id).collect(Collectors.toSet());
        if (touched.isEmpty()) {
            return List.of();
        }
        StaffGroups known = groups.getIfAvailable(() -> Set::of);
        return PolicyCheck.rules(
                        readable,
                        touched,
                        new PolicyCheck.Against(draft.lists(), draft.cases(), sent.get(), known.names()))
                .remarks()
                .stream()
                .filter(remark -> remark.kind() != PolicyRemark.Kind.NO_CASE)
                .map(remark -> draft.rule(remark.rule())
                        .map(DraftRule::text)
                        .map(text -> remark.at(RuleText.place(text, draft.lists(), remark.rule(), remark.path())))
                        .orElse(remark))
                .toList();
    }

    /** Two rules of the same name make no version; the first of them is tried. */
    private static PolicyVersion distinct(List<PolicyRule> rules) {
        List<String> names = new ArrayList<>();
        List<PolicyRule> kept = new ArrayList<>();
        for (PolicyRule rule : rules) {
            if (!names.contains(rule.name())) {
                names.add(rule.name());
                kept.add(rule);
            }
        }
        return PolicyVersion.of(kept);
    }

    private static List<String> obstacles(Draft draft, List<PolicyCase.Result> results, List<PolicyRemark> remarks) {
        List<String> obstacles = new ArrayList<>();
        for (DraftRule rule : draft.rules()) {
            if (rule.fate() == Fate.UNREADABLE) {
                obstacles.add("Rule " + rule.id() + " cannot be read: "
                        + rule.errors().getFirst().message());
            }
        }
        draft.listErrors().forEach((name, error) -> obstacles.add("List " + name + ": " + error));
        if (draft.misfit() != null) {
            obstacles.add(draft.misfit());
        }
        remarks.stream()
                .filter(remark -> remark.kind().isError() && remark.kind() != PolicyRemark.Kind.DUPLICATE)
                .map(PolicyRemark::message)
                .forEach(obstacles::add);
        if (draft.isEmpty()) {
            obstacles.add("Nothing is changed yet.");
        }
        long red = results.stream().filter(result -> !result.isGreen()).count();
        if (red > 0) {
            obstacles.add(red == 1 ? "One case is red." : red + " cases are red.");
        }
        for (DraftRule rule : draft.touched()) {
            if (rule.after() != null && !speaksAndStaysSilent(rule.cases())) {
                obstacles.add("Rule " + rule.id()
                        + " needs at least one case in which it speaks and one in which it stays silent.");
            }
        }
        return obstacles;
    }

    private static boolean speaksAndStaysSilent(List<PolicyCase> cases) {
        return cases.stream().anyMatch(PolicyCase::expectsNothing)
                && cases.stream().anyMatch(one -> !one.expectsNothing());
    }
}
