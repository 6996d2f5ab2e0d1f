package org.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import org.countersign.policy.PolicyCheck.Found;
import org.countersign.policy.PolicyRemark.Kind;

/** What is wrong with the condition of one rule by itself. */
final class ConditionCheck {

    private final PolicyRule rule;
    private final List<Condition> parts;
    private final Found found;

    private ConditionCheck(PolicyRule rule, Found found) {
        this.rule = rule;
        this.parts = Paths.conjuncts(rule.when());
        this.found = found;
    }

    static void of(PolicyRule rule, Found found) {
        ConditionCheck check = new ConditionCheck(rule, found);
        if (Satisfiable.canHold(rule.when())) {
            check.alternatives();
            check.needless();
        } else {
            check.contradiction();
        }
    }

    /** Names the first part that contradicts those before it. */
    private void contradiction() {
        List<Condition> before = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            before.add(parts.get(i));
            if (!Satisfiable.canHold(Condition.All.of(before))) {
                found.remark(
                        Kind.NEVER_HOLDS,
                        rule,
                        Paths.conjunct(rule.when(), i),
                        "Rule " + rule.id() + " never hits: \"" + Sentences.of(parts.get(i)) + "\" "
                                + (i == 0 ? "contradicts itself." : "contradicts what stands before it."));
                return;
            }
        }
    }

    private void alternatives() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Condition.Any any) {
                for (int j = 0; j < any.parts().size(); j++) {
                    Condition alternative = any.parts().get(j);
                    if (!Satisfiable.canHold(with(i, alternative))) {
                        found.remark(
                                Kind.UNREACHABLE,
                                rule,
                                Paths.below(Paths.conjunct(rule.when(), i), j),
                                "\"" + Sentences.of(alternative) + "\" can never hold here, because it contradicts the"
                                        + " other conditions of the rule. Leave it out or mend it.");
                    }
                }
            }
        }
    }

    private Condition with(int index, Condition instead) {
        List<Condition> changed = new ArrayList<>(parts);
        changed.set(index, instead);
        return Condition.All.of(changed);
    }

    private void needless() {
        for (int i = 0; i < parts.size() && parts.size() > 1; i++) {
            List<Condition> others = new ArrayList<>(parts);
            others.remove(i);
            if (Satisfiable.implies(Condition.All.of(others), parts.get(i))) {
                found.remark(
                        Kind.NEEDLESS,
                        rule,
                        Paths.conjunct(rule.when(), i),
                        "\"" + Sentences.of(parts.get(i)) + "\" follows from the other conditions; leave it out.");
                return;
            }
        }
    }
}
