package org.countersign.rules;

import java.util.HashMap;
import java.util.Map;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.Truth;

/**
 * What the rules found in one evaluation. A rule can add its own finding and nothing else: it cannot see, change or
 * silence another's.
 */
public final class Findings {

    private final FactSet facts;
    private final Map<String, Truth> byRule = new HashMap<>();

    Findings(FactSet facts) {
        this.facts = facts;
    }

    FactSet facts() {
        return facts;
    }

    void add(PolicyRule rule, Truth truth) {
        byRule.put(rule.id(), truth);
    }

    /** How the rule found itself: FALSE if it did not fire. */
    Truth of(PolicyRule rule) {
        return byRule.getOrDefault(rule.id(), Truth.FALSE);
    }
}
