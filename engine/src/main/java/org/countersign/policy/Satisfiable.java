package org.countersign.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether literals can hold together. "No" is a proof; "yes" may be wrong where phrases of a text or chains of several
 * facts would have to be followed, so nobody is ever told of a contradiction that is none.
 */
final class Satisfiable {

    private final Set<Literal.Of> tests = new LinkedHashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final Map<String, List<Literal.Of>> byFact = new LinkedHashMap<>();
    private final Map<String, Range> ranges = new LinkedHashMap<>();

    private Satisfiable(Collection<Literal> literals) {
        for (Literal literal : literals) {
            switch (literal) {
                case Literal.Of of -> {
                    tests.add(of);
                    byFact.computeIfAbsent(of.test().fact(), fact -> new ArrayList<>())
                            .add(of);
                }
                case Literal.Unknown gone -> unknown.add(gone.fact());
            }
        }
    }

    /** Whether there may be facts that make the condition TRUE. */
    static boolean canHold(Condition condition) {
        return Literal.whereTrue(condition)
                .map(cases -> cases.stream().anyMatch(Satisfiable::canHold))
                .orElse(true);
    }

    /** Whether every suggestion of the first sort is of the second: a proof, so false only means that there is none. */
    static boolean implies(Condition first, Condition second) {
        Optional<List<List<Literal>>> hits = Literal.whereTrue(first);
        Optional<List<List<Literal>>> misses = Literal.whereNotTrue(second);
        if (hits.isEmpty() || misses.isEmpty()) {
            return false;
        }
        for (List<Literal> hit : hits.get()) {
            for (List<Literal> miss : misses.get()) {
                List<Literal> both = new ArrayList<>(hit);
                both.addAll(miss);
                if (canHold(both)) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean canHold(Collection<Literal> literals) {
        return new Satisfiable(literals).check();
    }

    private boolean check() {
        for (Literal.Of of : tests) {
            boolean bothWays = tests.contains(new Literal.Of(of.test(), !of.holds()));
            if (bothWays || of.test().reads().stream().anyMatch(unknown::contains)) {
                return false;
            }
        }
        for (Map.Entry<String, List<Literal.Of>> fact : byFact.entrySet()) {
            if (!oneValueFits(Vocabulary.require(fact.getKey()), fact.getValue())) {
                return false;
            }
        }
        return relationsFit();
    }

    private boolean oneValueFits(Fact fact, List<Literal.Of> on) {
        return switch (fact.type()) {
            case FLAG -> anyFits(List.of(true, false), on);
            case TEXT -> texts(fact, on).map(values -> anyFits(values, on)).orElse(true);
            case NUMBER -> numbersFit(fact, on);
            case TEXTS -> listsFit(on);
        };
    }

    /** The only texts the fact can be, if it is known that there are only these. */
    private static Optional<Collection<?>> texts(Fact fact, List<Literal.Of> on) {
        for (Literal.Of of : on) {
            boolean names = of.holds()
                    ? of.test().operator() == Operator.EQUAL || of.test().operator() == Operator.IN
                    : of.test().operator() == Operator.NOT_EQUAL || of.test().operator() == Operator.NOT_IN;
            List<?> constants = constants(of.test());
            if (names && !constants.isEmpty()) {
                return Optional.of(constants);
            }
        }
        return fact.known().isEmpty() ? Optional.empty() : Optional.of(fact.known());
    }

    private static boolean anyFits(Collection<?> candidates, List<Literal.Of> on) {
        return candidates.stream().anyMatch(value -> on.stream().allMatch(of -> fits(value, of)));
    }

    private static boolean fits(Object value, Literal.Of of) {
        Object right = constant(of.test());
        return right == null || of.test().operator().holds(value, right) == of.holds();
    }

    private static @Nullable Object constant(Condition.Test test) {
        return switch (test.operand()) {
            case Operand.Value value -> value.value();
            case Operand.Values values -> values.values();
            case Operand.NamedList list -> list.values();
            case Operand.OtherFact other -> null;
            case Operand.Lookup lookup -> null;
        };
    }

    private static List<?> constants(Condition.Test test) {
        return switch (constant(test)) {
            case null -> List.of();
            case List<?> several -> several;
            case Object one -> List.of(one);
        };
    }

    private boolean numbersFit(Fact fact, List<Literal.Of> on) {
        Range range = Range.ALL;
        for (Literal.Of of : on) {
            if (constant(of.test()) instanceof BigDecimal number) {
                range = range.and(
                        of.holds() ? of.test().operator() : of.test().operator().opposite(), number);
            }
        }
        ranges.put(fact.name(), range);
        return !range.isEmpty()
                && texts(fact, on).map(values -> anyFits(values, on)).orElse(true)
                && range.single().map(value -> anyFits(List.of(value), on)).orElse(true);
    }

    /** Of lists: what must be in it, what must not, and of what at least one must be. */
    private static boolean listsFit(List<Literal.Of> on) {
        Set<Object> in = new HashSet<>();
        Set<Object> out = new HashSet<>();
        List<List<?>> oneOf = new ArrayList<>();
        List<List<?>> only = new ArrayList<>();
        List<List<?>> notAll = new ArrayList<>();
        for (Literal.Of of : on) {
            List<?> values = constants(of.test());
            if (values.isEmpty()) {
                continue; // compared with another fact
            }
            switch (of.test().operator()) {
                case CONTAINS -> (of.holds() ? in : out).addAll(values);
                case NOT_CONTAINS -> (of.holds() ? out : in).addAll(values);
                case CONTAINS_ANY -> {
                    if (of.holds()) {
                        oneOf.add(values);
                    } else {
                        out.addAll(values);
                    }
                }
                case CONTAINS_ALL -> {
                    if (of.holds()) {
                        in.addAll(values);
                    } else {
                        notAll.add(values);
                    }
                }
                case CONTAINS_ONLY -> {
                    if (of.holds()) {
                        only.add(values);
                    }
                }
                case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, IN, NOT_IN, MENTIONS -> {}
            }
        }
        Predicate<Object> allowed =
                value -> !out.contains(value) && only.stream().allMatch(values -> values.contains(value));
        return in.stream().allMatch(allowed)
                && oneOf.stream().allMatch(values -> values.stream().anyMatch(allowed))
                && notAll.stream().noneMatch(in::containsAll);
    }

    /** Comparisons of two facts with each other: what is left of less, equal and more must agree with their ranges. */
    private boolean relationsFit() {
        Map<List<String>, Set<Integer>> left = new LinkedHashMap<>();
        for (Literal.Of of : tests) {
            if (of.test().operand() instanceof Operand.OtherFact other) {
                Operator operator =
                        of.holds() ? of.test().operator() : of.test().operator().opposite();
                boolean swapped = of.test().fact().compareTo(other.name()) > 0;
                List<String> pair = swapped
                        ? List.of(other.name(), of.test().fact())
                        : List.of(of.test().fact(), other.name());
                Set<Integer> signs = new HashSet<>(operator.signs().stream()
                        .map(sign -> swapped ? -sign : sign)
                        .toList());
                left.merge(pair, signs, (before, now) -> {
                    before.retainAll(now);
                    return before;
                });
            }
        }
        return left.entrySet().stream()
                .allMatch(pair -> pair.getValue().stream()
                        .anyMatch(sign -> possible(
                                pair.getKey().get(0), sign, pair.getKey().get(1))));
    }

    private boolean possible(String first, int sign, String second) {
        if (first.equals(second)) {
            return sign == 0;
        }
        Range one = ranges.getOrDefault(first, Range.ALL);
        Range two = ranges.getOrDefault(second, Range.ALL);
        return switch (sign) {
            case -1 -> one.canBeBelow(two);
            case 1 -> two.canBeBelow(one);
            default -> one.meets(two);
        };
    }
}
