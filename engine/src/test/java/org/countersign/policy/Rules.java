package org.countersign.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.policy.Condition.Test;
import org.countersign.policy.Operand.NamedList;
import org.countersign.policy.Operand.OtherFact;
import org.countersign.policy.Operand.Value;
import org.countersign.policy.Operand.Values;

/** Valid rules for tests to start from. */
final class Rules {

    private Rules() {}

    static PolicyRule minorsAndAlcohol() {
        return rule(
                "CHD-04",
                Outcome.BLOCK,
                new Condition.All(List.of(
                        test("product.ageLimit", Operator.MORE, 0),
                        new Test("product.ageLimit", Operator.MORE, new OtherFact("customer.minimumAge")))),
                "The goods are for {product.ageLimit} and over; the customer may be {customer.minimumAge}.");
    }

    static PolicyRule noLawfulBasis() {
        return rule(
                "PRV-01",
                Outcome.BLOCK,
                new Test("suggestion.legalBasis", Operator.NOT_IN, new Values(List.of("CONSENT", "CONTRACT"))),
                "No lawful basis.");
    }

    static PolicyRule sensitiveClasses(List<String> list) {
        return rule(
                "PRV-07",
                Outcome.REVIEW,
                new Test("product.sensitiveClasses", Operator.CONTAINS_ANY, new NamedList("sensitive-classes", list)),
                "Could reveal {product.sensitiveClasses}.");
    }

    static PolicyRule rule(String id, Outcome outcome, Condition when, String message) {
        return new PolicyRule(
                id,
                "Rule " + id,
                new PolicyRule.Grounds("ethics", null),
                Period.ALWAYS,
                when,
                Effect.of(outcome),
                message);
    }

    static PolicyRule rule(Condition when) {
        return rule("TST-01", Outcome.BLOCK, when, "Blocked.");
    }

    static Test test(String fact, Operator operator, Object value) {
        return new Test(
                fact, operator, new Value(value instanceof Integer number ? BigDecimal.valueOf(number) : value));
    }

    static Test test(String fact, Operator operator, Object... values) {
        return new Test(
                fact,
                operator,
                new Values(Stream.of(values)
                        .map(value -> value instanceof Integer number ? (Object) BigDecimal.valueOf(number) : value)
                        .toList()));
    }
}
