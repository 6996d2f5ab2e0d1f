package org.countersign.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countersign.policy.PolicyCheck.Found;
import org.countersign.policy.PolicyRemark.Kind;

/**
 * Finds values that fell between the ranges of rules: one speaks below 50, another above 50, and nobody of 50 itself. Rules
 * are held together where everything but the limits on one number is the same. That the middle between "too low" and "too
 * high" is free is what such rules are for, and no gap; a hole between steps that have both ends is one, and so is a
 * missing single value.
 */
final class RangeGaps {

    private RangeGaps() {}

    /** The limits a rule sets on one number, and all its other conditions. */
    private record Step(PolicyRule rule, String fact, Set<Condition> rest, Range range, List<Integer> path) {}

    private record Ladder(String fact, Set<Condition> rest) {}

    static void of(List<PolicyRule> rules, Found found) {
        Map<Ladder, List<Step>> ladders = new LinkedHashMap<>();
        for (PolicyRule rule : rules) {
            steps(rule)
                    .forEach(step -> ladders.computeIfAbsent(
                                    new Ladder(step.fact(), step.rest()), ladder -> new ArrayList<>())
                            .add(step));
        }
        ladders.values().stream().filter(steps -> steps.size() > 1).forEach(steps -> gaps(steps, found));
    }

    private static List<Step> steps(PolicyRule rule) {
        List<Condition> parts = Paths.conjuncts(rule.when());
        Map<String, Step> steps = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            int index = i;
            limit(parts.get(i)).ifPresent(test -> {
                BigDecimal number = (BigDecimal) ((Operand.Value) test.operand()).value();
                Step before = steps.get(test.fact());
                Range range = (before == null ? Range.ALL : before.range()).and(test.operator(), number);
                Set<Condition> rest = new HashSet<>(parts);
                rest.removeIf(part -> limit(part)
                        .filter(other -> other.fact().equals(test.fact()))
                        .isPresent());
                steps.put(test.fact(), new Step(rule, test.fact(), rest, range, Paths.conjunct(rule.when(), index)));
            });
        }
        return List.copyOf(steps.values());
    }

    private static Optional<Condition.Test> limit(Condition condition) {
        return condition instanceof Condition.Test test
                        && test.operand() instanceof Operand.Value value
                        && value.value() instanceof BigDecimal
                        && test.operator() != Operator.NOT_EQUAL
                ? Optional.of(test)
                : Optional.empty();
    }

    private static void gaps(List<Step> steps, Found found) {
        List<Step> sorted = steps.stream()
                .filter(step -> !step.range().isEmpty())
                .sorted(Comparator.comparing(Step::range, Range.BY_LOW))
                .toList();
        Step highest = sorted.getFirst();
        for (Step next : sorted.subList(1, sorted.size())) {
            Step below = highest;
            Range.between(below.range(), next.range())
                    .filter(gap -> gap.single().isPresent()
                            || below.range().isBounded()
                            || next.range().isBounded())
                    .ifPresent(gap -> found.remark(
                            Kind.GAP,
                            next.rule(),
                            below.rule(),
                            next.path(),
                            "Of " + next.fact() + " " + gap.described() + " neither rule "
                                    + below.rule().id() + " nor rule "
                                    + next.rule().id() + " speaks."));
            highest = endsLater(next.range(), below.range()) ? next : below;
        }
    }

    private static boolean endsLater(Range one, Range other) {
        if (one.high() == null || other.high() == null) {
            return one.high() == null;
        }
        int sign = Objects.requireNonNull(one.high()).compareTo(Objects.requireNonNull(other.high()));
        return sign > 0 || (sign == 0 && one.withHigh());
    }
}
