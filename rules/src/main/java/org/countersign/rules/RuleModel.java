package org.countersign.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import java.util.List;
import org.countersign.policy.CompiledCondition;
import org.countersign.policy.CompiledRule;
import org.countersign.policy.Condition;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.FactSet;
import org.countersign.policy.FactType;
import org.countersign.policy.Operand;
import org.countersign.policy.Operator;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.Truth;
import org.countersign.policy.Vocabulary;
import org.countersign.policy.WhenUnknown;
import org.drools.model.Index.ConstraintType;
import org.drools.model.Model;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;

/**
 * Writes the typed rules in Drools' executable model.
 *
 * <p>Drools knows two truth values and a condition of ours has three, so a rule becomes up to two: one that fires where
 * its condition is TRUE, and, if it minds, one that fires where it is UNKNOWN. The parts of a conjunction become
 * constraints of their own, named by their text: Drools evaluates a part that many rules share once, and looks up parts of
 * the form {@code fact == "value"} in a hash index.
 */
final class RuleModel {

    private static final String PACKAGE = "policies";

    private RuleModel() {}

    static Model of(List<CompiledRule> rules) {
        ModelImpl model = new ModelImpl(PACKAGE);
        for (CompiledRule rule : rules) {
            model.addRule(whereTrue(rule));
            if (rule.rule().whenUnknown() != WhenUnknown.SKIP) {
                model.addRule(whereUnknown(rule));
            }
        }
        return model;
    }

    private static org.drools.model.Rule whereTrue(CompiledRule rule) {
        Variable<FactSet> facts = declarationOf(FactSet.class, "facts");
        PatternDef<FactSet> pattern = inForce(rule, facts);
        for (CompiledCondition part : rule.conjuncts()) {
            addTrue(pattern, part);
        }
        return finished(rule.rule().id(), rule.rule(), pattern, Truth.TRUE);
    }

    private static org.drools.model.Rule whereUnknown(CompiledRule rule) {
        Variable<FactSet> facts = declarationOf(FactSet.class, "facts");
        PatternDef<FactSet> pattern = inForce(rule, facts);
        for (CompiledCondition part : rule.conjuncts()) {
            pattern.expr("possible: " + DrlWriter.write(part.condition()), seen -> part.truth(seen) != Truth.FALSE);
        }
        CompiledCondition whole = rule.when();
        pattern.expr("unknown: " + DrlWriter.write(whole.condition()), seen -> whole.truth(seen) == Truth.UNKNOWN);
        return finished(rule.rule().id() + " unknown", rule.rule(), pattern, Truth.UNKNOWN);
    }

    private static PatternDef<FactSet> inForce(CompiledRule rule, Variable<FactSet> facts) {
        PatternDef<FactSet> pattern = pattern(facts);
        rule.rule().period().described().ifPresent(period -> pattern.expr(period, rule::isInForce));
        return pattern;
    }

    private static org.drools.model.Rule finished(
            String name, PolicyRule rule, PatternDef<FactSet> pattern, Truth truth) {
        Variable<Findings> findings = declarationOf(Findings.class, "findings");
        return rule(PACKAGE, name)
                .build(pattern(findings), pattern, on(findings).execute(found -> found.add(rule, truth)));
    }

    private static void addTrue(PatternDef<FactSet> pattern, CompiledCondition part) {
        String name = "true: " + DrlWriter.write(part.condition());
        if (part.condition() instanceof Condition.Test test
                && test.operator() == Operator.EQUAL
                && test.operand() instanceof Operand.Value value
                && Vocabulary.require(test.fact()).type() == FactType.TEXT) {
            pattern.expr(
                    name,
                    seen -> part.truth(seen) == Truth.TRUE,
                    alphaIndexedBy(
                            String.class,
                            ConstraintType.EQUAL,
                            indexOf(test.fact()),
                            seen -> (String) seen.values().get(test.fact()),
                            (String) value.value()));
        } else {
            pattern.expr(name, seen -> part.truth(seen) == Truth.TRUE);
        }
    }

    private static int indexOf(String fact) {
        return Vocabulary.indexOf(fact);
    }
}
