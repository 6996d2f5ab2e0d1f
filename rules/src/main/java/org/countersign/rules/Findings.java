package org.countersign.rules;

import java.util.Arrays;
import org.countersign.policy.FactSet;
import org.countersign.policy.Truth;

/**
 * The facts of one evaluation and what the rules found in them. A rule can add its own finding and nothing else: it cannot
 * see, change or silence another's.
 */
public final class Findings {

    private final FactSet facts;
    private final Truth[] byRule;

    Findings(FactSet facts, int rules) {
        this.facts = facts;
        this.byRule = new Truth[rules];
        Arrays.fill(byRule, Truth.FALSE);
    }

    FactSet facts() {
        return facts;
    }

    /** @param position of the rule in its version */
    void add(int position, Truth truth) {
        byRule[position] = truth;
    }

    /** How a rule found itself: FALSE if it did not fire. */
    Truth of(int position) {
        return byRule[position];
    }
}
