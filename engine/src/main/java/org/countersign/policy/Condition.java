package org.countersign.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What must hold for a rule to speak. Immutable, typed, and judged in Kleene's three values. */
public sealed interface Condition {

    /** Parts of one {@link All} or {@link Any}. */
    int MAX_PARTS = 50;

    /** How this stands on the facts. */
    Truth truth(FactSet facts);

    /** The conditions directly below this one, in order. */
    List<Condition> parts();

    /** Levels from here down, 1 for a test. */
    default int depth() {
        return 1 + parts().stream().mapToInt(Condition::depth).max().orElse(0);
    }

    /** Every test in it, in reading order. */
    default Stream<Test> tests() {
        return parts().stream().flatMap(Condition::tests);
    }

    /** The names of the facts it reads, sorted. */
    default Set<String> facts() {
        Set<String> names = new TreeSet<>();
        tests().forEach(test -> names.addAll(test.reads()));
        return names;
    }

    /** The part that is to blame for this not being TRUE: the first that is FALSE, else the first that is UNKNOWN. */
    default Condition firstNotMet(FactSet facts) {
        return this;
    }

    /** The facts whose being unknown makes this UNKNOWN, sorted; empty where it is not. */
    default Set<String> missing(FactSet facts) {
        Set<String> names = new TreeSet<>();
        if (truth(facts) == Truth.UNKNOWN) {
            parts().forEach(part -> names.addAll(part.missing(facts)));
        }
        return names;
    }

    /**
     * One comparison.
     *
     * @param fact name of the fact on the left
     */
    record Test(String fact, Operator operator, Operand operand) implements Condition {

        public Test {
            operator.require(Vocabulary.require(fact), operand);
        }

        @Override
        public Truth truth(FactSet facts) {
            Object left = facts.values().get(fact);
            Object right = switch (operand) {
                case Operand.Value value -> value.value();
                case Operand.Values values -> values.values();
                case Operand.NamedList list -> list.values();
                case Operand.OtherFact other -> facts.values().get(other.name());
                case Operand.Lookup lookup -> lookup.number(facts);
            };
            return left == null || right == null ? Truth.UNKNOWN : Truth.of(operator.holds(left, right));
        }

        @Override
        public List<Condition> parts() {
            return List.of();
        }

        @Override
        public Stream<Test> tests() {
            return Stream.of(this);
        }

        @Override
        public Set<String> missing(FactSet facts) {
            Set<String> names = new TreeSet<>(reads());
            names.removeIf(name -> facts.value(name).isPresent());
            if (names.isEmpty() && operand instanceof Operand.Lookup lookup && lookup.number(facts) == null) {
                names.add("the row of the table \"" + lookup.table() + "\" for " + lookup.fact());
            }
            return names;
        }

        /** The facts on both sides, and those that a table is looked up by. */
        Set<String> reads() {
            String second = switch (operand) {
                case Operand.OtherFact other -> other.name();
                case Operand.Lookup lookup -> lookup.fact();
                case Operand.Value value -> fact;
                case Operand.Values values -> fact;
                case Operand.NamedList list -> fact;
            };
            return second.equals(fact) ? Set.of(fact) : Set.of(fact, second);
        }
    }

    /** All of these together; two or more. */
    record All(List<Condition> parts) implements Condition {

        public All {
            parts = requireParts(parts);
        }

        /** The one condition, or all of several. */
        public static Condition of(List<Condition> parts) {
            return parts.size() == 1 ? parts.getFirst() : new All(parts);
        }

        @Override
        public Truth truth(FactSet facts) {
            Truth truth = Truth.TRUE;
            for (Condition part : parts) {
                truth = truth.and(part.truth(facts));
                if (truth == Truth.FALSE) {
                    break;
                }
            }
            return truth;
        }

        @Override
        public Condition firstNotMet(FactSet facts) {
            for (Truth truth : List.of(Truth.FALSE, Truth.UNKNOWN)) {
                for (Condition part : parts) {
                    if (part.truth(facts) == truth) {
                        return part.firstNotMet(facts);
                    }
                }
            }
            return this;
        }
    }

    /** At least one of these; two or more. */
    record Any(List<Condition> parts) implements Condition {

        public Any {
            parts = requireParts(parts);
        }

        /** The one condition, or any of several. */
        public static Condition of(List<Condition> parts) {
            return parts.size() == 1 ? parts.getFirst() : new Any(parts);
        }

        @Override
        public Truth truth(FactSet facts) {
            Truth truth = Truth.FALSE;
            for (Condition part : parts) {
                truth = truth.or(part.truth(facts));
                if (truth == Truth.TRUE) {
                    break;
                }
            }
            return truth;
        }
    }

    /** The opposite of another condition. */
    record Not(Condition part) implements Condition {

        @Override
        public Truth truth(FactSet facts) {
            return part.truth(facts).not();
        }

        @Override
        public List<Condition> parts() {
            return List.of(part);
        }
    }

    private static List<Condition> requireParts(List<Condition> parts) {
        if (parts.size() < 2 || parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException("Conditions are joined 2 to " + MAX_PARTS + " at a time, not "
                    + parts.size() + "; split the rule.");
        }
        return List.copyOf(parts);
    }
}
