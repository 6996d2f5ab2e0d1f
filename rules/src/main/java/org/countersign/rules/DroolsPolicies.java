package org.countersign.rules;

import java.util.ArrayList;
import java.util.List;
import org.countersign.policy.CompiledRule;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.Truth;
import org.kie.api.KieBase;

/** One version in Drools. The KieBase never changes; every evaluation has a session of its own. */
final class DroolsPolicies implements CompiledPolicies {

    private final String version;
    private final List<CompiledRule> rules;
    private final KieBase kieBase;

    DroolsPolicies(String version, List<CompiledRule> rules, KieBase kieBase) {
        this.version = version;
        this.rules = rules;
        this.kieBase = kieBase;
    }

    @Override
    public Evaluation evaluate(FactSet facts) {
        Findings findings = new Findings(facts);
        kieBase.newStatelessKieSession().execute(List.of(findings, facts));
        List<Evaluation.Hit> hits = new ArrayList<>();
        List<Evaluation.Miss> misses = new ArrayList<>();
        for (CompiledRule rule : rules) {
            Truth found = findings.of(rule.rule());
            if (found == Truth.FALSE) {
                misses.add(rule.miss(facts));
            } else {
                hits.add(rule.hit(facts, found));
            }
        }
        return new Evaluation(version, hits, misses);
    }
}
