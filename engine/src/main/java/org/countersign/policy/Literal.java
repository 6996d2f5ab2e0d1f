package org.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The smallest thing that may or may not be so about facts: that a test comes out true, that it comes out false, or that a
 * fact is not known. A condition is TRUE, or is not, in one of several cases, each a list of literals that hold together.
 */
sealed interface Literal {

    /** The most cases a condition is taken apart into; what has more is left alone. */
    int MAX_CASES = 2_000;

    /** The test is TRUE, or FALSE, so its facts are known. */
    record Of(Condition.Test test, boolean holds) implements Literal {}

    /** The fact is not known. */
    record Unknown(String fact) implements Literal {}

    /** The cases in which the condition is TRUE; empty optional if there are too many. */
    static Optional<List<List<Literal>>> whereTrue(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> one(new Of(test, true));
            case Condition.All all -> product(all.parts().stream().map(Literal::whereTrue));
            case Condition.Any any -> sum(any.parts().stream().map(Literal::whereTrue));
            case Condition.Not not -> whereFalse(not.part());
        };
    }

    /** The cases in which the condition is FALSE. */
    static Optional<List<List<Literal>>> whereFalse(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> one(new Of(test, false));
            case Condition.All all -> sum(all.parts().stream().map(Literal::whereFalse));
            case Condition.Any any -> product(any.parts().stream().map(Literal::whereFalse));
            case Condition.Not not -> whereTrue(not.part());
        };
    }

    /** The cases in which the condition is FALSE or UNKNOWN. Exact for Kleene's logic: TRUE needs a TRUE part. */
    static Optional<List<List<Literal>>> whereNotTrue(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> orUnknown(test, false);
            case Condition.All all -> sum(all.parts().stream().map(Literal::whereNotTrue));
            case Condition.Any any -> product(any.parts().stream().map(Literal::whereNotTrue));
            case Condition.Not not -> whereNotFalse(not.part());
        };
    }

    private static Optional<List<List<Literal>>> whereNotFalse(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> orUnknown(test, true);
            case Condition.All all -> product(all.parts().stream().map(Literal::whereNotFalse));
            case Condition.Any any -> sum(any.parts().stream().map(Literal::whereNotFalse));
            case Condition.Not not -> whereNotTrue(not.part());
        };
    }

    private static Optional<List<List<Literal>>> one(Literal literal) {
        return Optional.of(List.of(List.of(literal)));
    }

    private static Optional<List<List<Literal>>> orUnknown(Condition.Test test, boolean holds) {
        List<List<Literal>> cases = new ArrayList<>();
        cases.add(List.of(new Of(test, holds)));
        test.reads().forEach(fact -> cases.add(List.of(new Unknown(fact))));
        return Optional.of(cases);
    }

    private static Optional<List<List<Literal>>> sum(Stream<Optional<List<List<Literal>>>> parts) {
        List<List<Literal>> cases = new ArrayList<>();
        for (Optional<List<List<Literal>>> part : parts.toList()) {
            if (part.isEmpty() || cases.size() + part.get().size() > MAX_CASES) {
                return Optional.empty();
            }
            cases.addAll(part.get());
        }
        return Optional.of(cases);
    }

    private static Optional<List<List<Literal>>> product(Stream<Optional<List<List<Literal>>>> parts) {
        List<List<Literal>> cases = List.of(List.of());
        for (Optional<List<List<Literal>>> part : parts.toList()) {
            if (part.isEmpty() || (long) cases.size() * part.get().size() > MAX_CASES) {
                return Optional.empty();
            }
            List<List<Literal>> longer = new ArrayList<>();
            for (List<Literal> before : cases) {
                for (List<Literal> after : part.get()) {
                    longer.add(Stream.concat(before.stream(), after.stream()).toList());
                }
            }
            cases = longer;
        }
        return Optional.of(cases);
    }
}
