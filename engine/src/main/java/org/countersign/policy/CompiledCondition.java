package org.countersign.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition prepared to be judged many times: facts by position, lists as sets, phrases by their first word, and its
 * sentence written once. It says what the {@link Condition} says, and nothing else.
 */
public abstract sealed class CompiledCondition {

    private final Condition condition;
    private final String sentence;
    private final Set<String> facts;
    private final int onlyFact;
    private final boolean readsMessage;

    private CompiledCondition(Condition condition) {
        this.condition = condition;
        this.facts = condition.facts();
        this.onlyFact = facts.size() == 1 ? Vocabulary.indexOf(facts.iterator().next()) : -1;
        this.readsMessage = facts.stream().anyMatch(fact -> fact.startsWith("message."));
        this.sentence = Sentences.of(condition);
    }

    /** Prepares a condition. */
    public static CompiledCondition of(Condition condition) {
        return switch (condition) {
            case Condition.Test test -> test.operator() == Operator.MENTIONS ? new Mention(test) : comparison(test);
            case Condition.All all -> new All(all);
            case Condition.Any any -> new Any(any);
            case Condition.Not not -> new Not(not);
        };
    }

    /** How it stands on the facts, as {@link Condition#truth} says. */
    public abstract Truth truth(FactSet facts);

    /** What was prepared. */
    public Condition condition() {
        return condition;
    }

    String sentence() {
        return sentence;
    }

    /** The names of the facts it reads, sorted. */
    Set<String> facts() {
        return facts;
    }

    /** As {@link Condition#missing}, which asks itself what is known here already. */
    Set<String> missing(FactSet facts) {
        return truth(facts) == Truth.UNKNOWN ? condition.missing(facts) : Set.of();
    }

    /** The position of the one fact it reads; negative if it reads more. */
    int onlyFact() {
        return onlyFact;
    }

    /** Whether it reads what a message to customers says. */
    boolean readsMessage() {
        return readsMessage;
    }

    /** The part that is to blame for this not being TRUE, as {@link Condition#firstNotMet} says. */
    CompiledCondition firstNotMet(FactSet facts) {
        return this;
    }

    private static CompiledCondition comparison(Condition.Test test) {
        return switch (test.operand()) {
            case Operand.Value value -> new Comparison(test, against(test.operator(), value.value()));
            case Operand.Values values -> new Comparison(test, againstList(test.operator(), values.values()));
            case Operand.NamedList list -> new Comparison(test, againstList(test.operator(), list.values()));
            case Operand.OtherFact other -> {
                int index = Vocabulary.indexOf(other.name());
                yield new Pair(test, facts -> facts.at(index));
            }
            case Operand.Lookup lookup -> new Pair(test, lookup::number);
        };
    }

    private static Predicate<Object> against(Operator operator, Object right) {
        return left -> operator.holds(left, right);
    }

    private static Predicate<Object> againstList(Operator operator, List<?> right) {
        Set<Object> set = new HashSet<>(right);
        return switch (operator) {
            case IN -> set::contains;
            case NOT_IN -> left -> !set.contains(left);
            case CONTAINS_ANY -> left -> anyIn((List<?>) left, set);
            case CONTAINS_ONLY -> left -> set.containsAll((List<?>) left);
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, CONTAINS, NOT_CONTAINS, CONTAINS_ALL, MENTIONS ->
                against(operator, right);
        };
    }

    private static boolean anyIn(List<?> left, Set<Object> set) {
        for (Object each : left) {
            if (set.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static CompiledCondition[] compiled(List<Condition> parts) {
        return parts.stream().map(CompiledCondition::of).toArray(CompiledCondition[]::new);
    }

    private static final class Comparison extends CompiledCondition {

        private final int fact;
        private final Predicate<Object> holds;

        Comparison(Condition.Test test, Predicate<Object> holds) {
            super(test);
            this.fact = Vocabulary.indexOf(test.fact());
            this.holds = holds;
        }

        @Override
        public Truth truth(FactSet facts) {
            Object left = facts.at(fact);
            return left == null ? Truth.UNKNOWN : Truth.of(holds.test(left));
        }
    }

    private static final class Mention extends CompiledCondition {

        private final int fact;
        private final PhraseIndex phrases;

        Mention(Condition.Test test) {
            super(test);
            this.fact = Vocabulary.indexOf(test.fact());
            this.phrases = new PhraseIndex(
                    switch (test.operand()) {
                        case Operand.Values values -> values.values();
                        case Operand.NamedList list -> list.values();
                        case Operand.Value value -> List.of(value.value());
                        case Operand.OtherFact other -> List.of();
                        case Operand.Lookup lookup -> List.of();
                    });
        }

        @Override
        public Truth truth(FactSet facts) {
            return facts.at(fact) == null ? Truth.UNKNOWN : Truth.of(phrases.isIn(facts.words(fact)));
        }
    }

    /** A fact held against something that the facts say too: another one, or a row of a table. */
    private static final class Pair extends CompiledCondition {

        private final Operator operator;
        private final int fact;
        private final Function<FactSet, @Nullable Object> other;

        Pair(Condition.Test test, Function<FactSet, @Nullable Object> other) {
            super(test);
            this.operator = test.operator();
            this.fact = Vocabulary.indexOf(test.fact());
            this.other = other;
        }

        @Override
        public Truth truth(FactSet facts) {
            Object left = facts.at(fact);
            Object right = left == null ? null : other.apply(facts);
            return left == null || right == null ? Truth.UNKNOWN : Truth.of(operator.holds(left, right));
        }
    }

    private static final class All extends CompiledCondition {

        private final CompiledCondition[] parts;

        All(Condition.All all) {
            super(all);
            this.parts = compiled(all.parts());
        }

        @Override
        public Truth truth(FactSet facts) {
            Truth truth = Truth.TRUE;
            for (CompiledCondition part : parts) {
                Truth own = part.truth(facts);
                if (own == Truth.FALSE) {
                    return Truth.FALSE;
                }
                truth = own == Truth.UNKNOWN ? own : truth;
            }
            return truth;
        }

        @Override
        CompiledCondition firstNotMet(FactSet facts) {
            CompiledCondition unknown = null;
            for (CompiledCondition part : parts) {
                Truth own = part.truth(facts);
                if (own == Truth.FALSE) {
                    return part.firstNotMet(facts);
                }
                unknown = own == Truth.UNKNOWN && unknown == null ? part : unknown;
            }
            return unknown == null ? this : unknown.firstNotMet(facts);
        }
    }

    private static final class Any extends CompiledCondition {

        private final CompiledCondition[] parts;

        Any(Condition.Any any) {
            super(any);
            this.parts = compiled(any.parts());
        }

        @Override
        public Truth truth(FactSet facts) {
            Truth truth = Truth.FALSE;
            for (CompiledCondition part : parts) {
                Truth own = part.truth(facts);
                if (own == Truth.TRUE) {
                    return Truth.TRUE;
                }
                truth = own == Truth.UNKNOWN ? own : truth;
            }
            return truth;
        }
    }

    private static final class Not extends CompiledCondition {

        private final CompiledCondition part;

        Not(Condition.Not not) {
            super(not);
            this.part = of(not.part());
        }

        @Override
        public Truth truth(FactSet facts) {
            return part.truth(facts).not();
        }
    }
}
