package org.countersign.governance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.PolicyEngine;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Route;
import org.countersign.screening.PastDecision;

/**
 * Judges a past decision by two versions. Rules that both have say the same, since no rule sees another's finding, so only
 * those that differ are evaluated; and a decision made under the first version has its findings recorded already.
 */
final class Judge {

    private final PolicyVersion from;
    private final CompiledPolicies first;
    private final CompiledPolicies different;
    private final Set<String> replaced;

    Judge(PolicyEngine engine, PolicyVersion from, PolicyVersion to) {
        this.from = from;
        this.first = engine.compile(from);
        Set<PolicyRule> before = new HashSet<>(from.rules());
        Set<PolicyRule> after = new HashSet<>(to.rules());
        this.different = engine.compile(PolicyVersion.of(
                to.rules().stream().filter(rule -> !before.contains(rule)).toList()));
        this.replaced = from.rules().stream()
                .filter(rule -> !after.contains(rule))
                .map(PolicyRule::id)
                .collect(Collectors.toSet());
    }

    /**
     * A decision by both versions.
     *
     * @param rules that speak in one and not in the other, or to another effect
     * @param obligationsDiffer whether what binds the publisher is another
     */
    record Judged(PastDecision decision, Route before, Route after, List<String> rules, boolean obligationsDiffer) {

        boolean isFlip() {
            return before != after;
        }
    }

    Judged judge(PastDecision decision) {
        List<Hit> hits = decision.policyVersion().equals(from.version())
                ? decision.hits()
                : first.evaluate(decision.facts()).hits();
        List<Hit> spoken = new ArrayList<>();
        for (Hit hit : hits) {
            if (!replaced.contains(hit.rule())) {
                spoken.add(hit);
            }
        }
        spoken.addAll(different.evaluate(decision.facts()).hits());
        Set<String> rules = new TreeSet<>(effects(hits));
        Set<String> now = effects(spoken);
        Set<String> gone = new HashSet<>(rules);
        gone.removeAll(now);
        now.removeAll(rules);
        gone.addAll(now);
        return new Judged(
                decision,
                decision.route(hits),
                decision.route(spoken),
                gone.stream()
                        .map(effect -> effect.substring(0, effect.indexOf(' ')))
                        .distinct()
                        .sorted()
                        .toList(),
                !obligations(hits).equals(obligations(spoken)));
    }

    private static Set<String> effects(Collection<Hit> hits) {
        return hits.stream()
                .map(hit -> hit.rule() + " " + hit.outcome())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> obligations(Collection<Hit> hits) {
        return hits.stream()
                .filter(hit -> hit.outcome().isObligation())
                .map(hit -> hit.outcome() + " " + hit.message())
                .collect(Collectors.toSet());
    }
}
