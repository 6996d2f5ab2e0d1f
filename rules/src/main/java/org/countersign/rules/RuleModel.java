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
import org.countersign.policy.FactType;
import org.countersign.policy.Operand;
import org.countersign.policy.Operator;
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
 * the form {@code fact == "value"} in a hash index. Facts and findings are one object to Drools: to join two that are always
 * there together would cost more than the conditions do.
 */
final class RuleModel {

    private static final String PACKAGE = "policies";

    private RuleModel() {}

    static Model of(List<CompiledRule> rules) {
        ModelImpl model = new ModelImpl(PACKAGE);
        for (int position = 0; position < rules.size(); position++) {
            CompiledRule rule = rules.get(position);
            model.addRule(whereTrue(rule, position));
            if (rule.rule().whenUnknown() != WhenUnknown.SKIP) {
                model.addRule(whereUnknown(rule, position));
            }
        }
        return model;
    }

    private static org.drools.model.Rule whereTrue(CompiledRule rule, int position) {
        Variable<Findings> findings = declarationOf(Findings.class, "findings");
        PatternDef<Findings> pattern = inForce(rule, findings);
        for (CompiledCondition part : rule.conjuncts()) {
            addTrue(pattern, part);
        }
        return rule(PACKAGE, rule.rule().id())
                .build(pattern, on(findings).execute(found -> found.add(position, Truth.TRUE)));
    }

    private static org.drools.model.Rule whereUnknown(CompiledRule rule, int position) {
        Variable<Findings> findings = declarationOf(Findings.class, "findings");
        PatternDef<Findings> pattern = inForce(rule, findings);
        for (CompiledCondition part : rule.conjuncts()) {
            pattern.expr(
                    "possible: " + DrlWriter.write(part.condition()), seen -> part.truth(seen.facts()) != Truth.FALSE);
        }
        CompiledCondition whole = rule.when();
        pattern.expr(
                "unknown: " + DrlWriter.write(whole.condition()), seen -> whole.truth(seen.facts()) == Truth.UNKNOWN);
        return rule(PACKAGE, rule.rule().id() + " unknown")
                .build(pattern, on(findings).execute(found -> found.add(position, Truth.UNKNOWN)));
    }

    private static PatternDef<Findings> inForce(CompiledRule rule, Variable<Findings> findings) {
        PatternDef<Findings> pattern = pattern(findings);
        rule.rule()
                .period()
                .described()
                .ifPresent(period -> pattern.expr(period, seen -> rule.isInForce(seen.facts())));
        return pattern;
    }

    private static void addTrue(PatternDef<Findings> pattern, CompiledCondition part) {
        String name = "true: " + DrlWriter.write(part.condition());
        if (part.condition() instanceof Condition.Test test
                && test.operator() == Operator.EQUAL
                && test.operand() instanceof Operand.Value value
                && Vocabulary.require(test.fact()).type() == FactType.TEXT) {
            pattern.expr(
                    name,
                    seen -> part.truth(seen.facts()) == Truth.TRUE,
                    alphaIndexedBy(
                            String.class,
                            ConstraintType.EQUAL,
                            indexOf(test.fact()),
                            seen -> (String) seen.facts().values().get(test.fact()),
                            (String) value.value()));
        } else {
            pattern.expr(name, seen -> part.truth(seen.facts()) == Truth.TRUE);
        }
    }

    private static int indexOf(String fact) {
        return Vocabulary.indexOf(fact);
    }
}
