package org.countersign.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.Evaluation.Miss;
import org.jspecify.annotations.Nullable;

/** A rule prepared to be evaluated and explained many times; it says what the {@link PolicyRule} says. */
public final class CompiledRule {

    private static final int MAX_SAID = 32;
    private static final int MAX_SAID_LENGTH = 40;

    private final PolicyRule rule;
    private final CompiledCondition when;
    private final List<CompiledCondition> conjuncts;
    private final Set<String> reads;
    private final boolean always;

    /**
     * What was said before. Most rules miss for the same few reasons, a kind of suggestion that is none of theirs or a flag
     * that is not set, and a sentence takes longer to write than to find. Nothing of what a message says is kept: it may be
     * about a person, and would outlive an erasure.
     */
    private final Map<Reason, Miss> said = new ConcurrentHashMap<>();

    private CompiledRule(PolicyRule rule) {
        this.rule = rule;
        this.when = CompiledCondition.of(rule.when());
        this.conjuncts = rule.when() instanceof Condition.All all
                ? all.parts().stream().map(CompiledCondition::of).toList()
                : List.of(when);
        this.reads = when.facts();
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
        return rule.hit(facts, truth, reads);
    }

    /** As {@link PolicyRule#miss}. */
    public Miss miss(FactSet facts) {
        if (!isInForce(facts)) {
            return rule.miss(facts);
        }
        CompiledCondition blamed = when.firstNotMet(facts);
        int fact = blamed.onlyFact();
        Object value = fact < 0 ? null : facts.at(fact);
        if (fact < 0 || !isUsual(blamed, value)) {
            return missOf(blamed, facts);
        }
        Reason reason = new Reason(blamed, value);
        Miss before = said.get(reason);
        if (before != null) {
            return before;
        }
        Miss miss = missOf(blamed, facts);
        if (said.size() < MAX_SAID) {
            said.put(reason, miss);
        }
        return miss;
    }

    private Miss missOf(CompiledCondition blamed, FactSet facts) {
        return PolicyRule.missOf(rule.id(), blamed.sentence(), blamed.facts(), blamed.missing(facts), facts);
    }

    private static boolean isUsual(CompiledCondition blamed, @Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Boolean flag -> true;
            case String text -> text.length() <= MAX_SAID_LENGTH && !blamed.readsMessage();
            case List<?> texts -> texts.isEmpty();
            default -> false;
        };
    }

    /** @param value of the only fact that it reads; null if unknown */
    private record Reason(
            CompiledCondition blamed, @Nullable Object value) {}
}
