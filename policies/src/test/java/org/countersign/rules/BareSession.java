package org.countersign.rules;

import java.util.List;
import org.countersign.policy.CompiledRule;
import org.countersign.policy.FactSet;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;

/** The product's own rule model in a session of Drools and nothing around it: no reasons, no record. For the benchmark. */
public final class BareSession {

    private final int rules;
    private final KieBase kieBase;

    /** Builds the rules. */
    public BareSession(List<CompiledRule> rules) {
        this.rules = rules.size();
        this.kieBase = KieBaseBuilder.createKieBaseFromModel(RuleModel.of(rules));
    }

    /** What the rules found. */
    public Object evaluate(FactSet facts) {
        Findings findings = new Findings(facts, rules);
        kieBase.newStatelessKieSession().execute(findings);
        return findings;
    }
}
