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
        Findings findings = new Findings(facts, rules.size());
        kieBase.newStatelessKieSession().execute(findings);
        List<Evaluation.Hit> hits = new ArrayList<>();
        List<Evaluation.Miss> misses = new ArrayList<>(rules.size());
        for (int position = 0; position < rules.size(); position++) {
            CompiledRule rule = rules.get(position);
            Truth found = findings.of(position);
            if (found == Truth.FALSE) {
                misses.add(rule.miss(facts));
            } else {
                hits.add(rule.hit(facts, found));
            }
        }
        return new Evaluation(version, hits, misses);
    }
}
