package org.countersign.testing;

import java.util.ArrayList;
import java.util.List;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyEngine;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Truth;

/** Evaluates one rule after the other in plain Java: the reference for Drools, and what stands in where it is absent. */
public final class PlainPolicyEngine implements PolicyEngine {

    @Override
    public CompiledPolicies compile(PolicyVersion version) {
        return facts -> evaluate(version, facts);
    }

    private static Evaluation evaluate(PolicyVersion version, FactSet facts) {
        List<Evaluation.Hit> hits = new ArrayList<>();
        List<Evaluation.Miss> misses = new ArrayList<>();
        for (PolicyRule rule : version.rules()) {
            Truth truth = rule.truth(facts);
            if (rule.speaksAt(truth)) {
                hits.add(rule.hit(facts, truth));
            } else {
                misses.add(rule.miss(facts));
            }
        }
        return new Evaluation(version.version(), hits, misses);
    }
}
