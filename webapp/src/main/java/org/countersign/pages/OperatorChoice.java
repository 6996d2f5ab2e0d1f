package org.countersign.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.policy.Condition;
import org.countersign.policy.Fact;
import org.countersign.policy.FactType;
import org.countersign.policy.Operand;
import org.countersign.policy.Operator;
import org.countersign.policy.Vocabulary;

/**
 * How a fact may be compared, in a form: an operator together with what stands to the right of it.
 *
 * @param operand what sort of right-hand side
 */
record OperatorChoice(Operator operator, Right operand) {

    /** The sorts of right-hand side. */
    enum Right {
        VALUE,
        VALUES,
        FACT,
        LIST,
        HIGHEST,
        LOWEST
    }

    /** As the form sends it, for example {@code LESS:FACT}. */
    public String code() {
        return operator + ":" + operand;
    }

    /** The choice behind a code; empty for nonsense. */
    static Optional<OperatorChoice> of(String code) {
        for (Operator operator : Operator.values()) {
            for (Right right : Right.values()) {
                OperatorChoice choice = new OperatorChoice(operator, right);
                if (choice.code().equals(code)) {
                    return Optional.of(choice);
                }
            }
        }
        return Optional.empty();
    }

    static OperatorChoice of(Condition.Test test) {
        return new OperatorChoice(
                test.operator(),
                switch (test.operand()) {
                    case Operand.Value value -> Right.VALUE;
                    case Operand.Values values -> Right.VALUES;
                    case Operand.OtherFact other -> Right.FACT;
                    case Operand.NamedList list -> Right.LIST;
                    case Operand.Lookup lookup -> lookup.highest() ? Right.HIGHEST : Right.LOWEST;
                });
    }

    /** Every choice that has a meaning for a fact, asked of the policy model itself. */
    static List<OperatorChoice> all(Fact fact) {
        List<OperatorChoice> choices = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            for (Right right : Right.values()) {
                if (fits(fact, operator, right)) {
                    choices.add(new OperatorChoice(operator, right));
                }
            }
        }
        return choices;
    }

    private static boolean fits(Fact fact, Operator operator, Right right) {
        try {
            new Condition.Test(fact.name(), operator, sample(fact, right));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Operand sample(Fact fact, Right right) {
        return switch (right) {
            case VALUE -> new Operand.Value(value(fact));
            case VALUES -> new Operand.Values(List.of(value(fact)));
            case LIST -> new Operand.NamedList("sample", List.of(String.valueOf(value(fact))));
            case HIGHEST, LOWEST -> Operand.Lookup.of("sample", true, "customer.jurisdictions", List.of("* = 1"));
            case FACT -> new Operand.OtherFact(comparable(fact).getFirst().name());
        };
    }

    private static Object value(Fact fact) {
        return switch (fact.type()) {
            case NUMBER -> BigDecimal.ONE;
            case FLAG -> true;
            case TEXT, TEXTS -> fact.known().isEmpty() ? "sample" : fact.known().getFirst();
        };
    }

    /** The facts that this one may be compared with: itself stands for none, which the model then refuses. */
    static List<Fact> comparable(Fact fact) {
        FactType wanted = fact.type() == FactType.TEXTS ? FactType.TEXT : fact.type();
        List<Fact> others = Vocabulary.facts().stream()
                .filter(other -> other.type() == wanted && !other.name().equals(fact.name()))
                .toList();
        return others.isEmpty() ? List.of(fact) : others;
    }
}
