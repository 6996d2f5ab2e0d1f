package org.countersign.policy;

import java.util.List;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.Evaluation.Miss;

/** A rule prepared to be evaluated and explained many times; it says what the {@link PolicyRule} says. */
public final class CompiledRule {

    private final PolicyRule rule;
    private final CompiledCondition when;
    private final List<CompiledCondition> conjuncts;
    private final boolean always;

    private CompiledRule(PolicyRule rule) {
        this.rule = rule;
        this.when = CompiledCondition.of(rule.when());
        this.conjuncts = rule.when() instanceof Condition.All all
                ? all.parts().stream().map(CompiledCondition::of).toList()
                : List.of(when);
        this.always = rule.period().equals(Period.ALWAYS);
    }

    /** Prepares a rule. */
    public static CompiledRule of(PolicyRule rule) {
        return new CompiledRule(rule);
    }

    /** What was prepared. */
    public PolicyRule rule() {
        return rule;
    }

    /** The whole condition. */
    public CompiledCondition when() {
        return when;
    }

    /** The parts that must all hold. */
    public List<CompiledCondition> conjuncts() {
        return conjuncts;
    }

    /** Whether the rule is in force on the day that the facts name. */
    public boolean isInForce(FactSet facts) {
        return always || rule.period().covers(facts);
    }

    /** As {@link PolicyRule#hit}. */
    public Hit hit(FactSet facts, Truth truth) {
        return rule.hit(facts, truth);
    }

    /** As {@link PolicyRule#miss}. */
    public Miss miss(FactSet facts) {
        if (!isInForce(facts)) {
            return rule.miss(facts);
        }
        CompiledCondition blamed = when.firstNotMet(facts);
        Condition condition = blamed.condition();
        if (condition instanceof Condition.Test test
                && test.reads().size() == 1
                && facts.value(test.fact()).isPresent()) {
            String fact = test.fact();
            return new Miss(
                    rule.id(), blamed.sentence() + " does not hold: " + fact + " is " + facts.described(fact) + ".");
        }
        return PolicyRule.missOf(rule.id(), blamed.sentence(), condition, facts);
    }
}
