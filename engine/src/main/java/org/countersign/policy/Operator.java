package org.countersign.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** How a fact is compared; each operator knows what it fits. */
public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    IN("in"),
    NOT_IN("not in"),
    CONTAINS("contains"),
    NOT_CONTAINS("not contains"),
    /** Whether two lists have anything in common. */
    CONTAINS_ANY("containsAny"),
    /** Whether a list has everything of another in it. */
    CONTAINS_ALL("containsAll"),
    /** Whether a list has nothing in it but what is in another; so of the empty list it holds. */
    CONTAINS_ONLY("containsOnly"),
    /** Whether a text has one of the phrases in it, as whole words. */
    MENTIONS("mentions");

    private static final Set<FactType> SCALARS = Set.of(FactType.TEXT, FactType.NUMBER, FactType.FLAG);

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** As the DRL text has it. */
    public String symbol() {
        return symbol;
    }

    /** Refuses a comparison that has no meaning, naming what is wrong and what would do. */
    void require(Fact fact, Operand operand) {
        boolean factFits = switch (this) {
            case EQUAL, NOT_EQUAL -> SCALARS.contains(fact.type());
            case LESS, AT_MOST, MORE, AT_LEAST -> fact.type() == FactType.NUMBER;
            case IN, NOT_IN -> fact.type() == FactType.TEXT || fact.type() == FactType.NUMBER;
            case CONTAINS, NOT_CONTAINS, CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY -> fact.type() == FactType.TEXTS;
            case MENTIONS -> fact.type() == FactType.TEXT;
        };
        if (!factFits) {
            throw new IllegalArgumentException("\"" + symbol + "\" does not fit " + fact.name() + ", which is "
                    + fact.type().described() + "; " + advice(fact.type()) + ".");
        }
        switch (this) {
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST -> requireSingle(fact, operand, fact.type());
            case CONTAINS, NOT_CONTAINS -> requireSingle(fact, operand, FactType.TEXT);
            case IN, NOT_IN -> requireSeveral(fact, operand, fact.type());
            case CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY -> requireListOrFact(fact, operand);
            case MENTIONS -> requireSeveral(fact, operand, FactType.TEXT);
        }
        if (this == MENTIONS) {
            texts(operand).forEach(Phrases::requireWords);
        } else {
            texts(operand).forEach(fact::requireKnown);
        }
    }

    private void requireListOrFact(Fact fact, Operand operand) {
        boolean otherList = operand instanceof Operand.OtherFact other
                && Vocabulary.require(other.name()).type() == FactType.TEXTS;
        if (!otherList) {
            requireSeveral(fact, operand, FactType.TEXT);
        }
    }

    private void requireSingle(Fact fact, Operand operand, FactType wanted) {
        FactType found = switch (operand) {
            case Operand.Value value -> FactType.of(value.value());
            case Operand.OtherFact other -> Vocabulary.require(other.name()).type();
            case Operand.Values values -> FactType.TEXTS;
            case Operand.NamedList list -> FactType.TEXTS;
            case Operand.Lookup lookup -> FactType.NUMBER;
        };
        if (found != wanted) {
            throw new IllegalArgumentException(
                    fact.name() + " " + symbol + " needs " + wanted.described() + ", not " + found.described() + ".");
        }
    }

    private void requireSeveral(Fact fact, Operand operand, FactType wanted) {
        boolean fits = switch (operand) {
            case Operand.Values values -> FactType.of(values.values().getFirst()) == wanted;
            case Operand.NamedList list -> wanted == FactType.TEXT;
            case Operand.Value value -> false;
            case Operand.OtherFact other -> false;
            case Operand.Lookup lookup -> false;
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    fact.name() + " " + symbol + " needs a list of values, each " + wanted.described() + ".");
        }
    }

    private static String advice(FactType type) {
        return switch (type) {
            case TEXT -> "use ==, !=, in, not in, memberOf or mentions";
            case NUMBER -> "use ==, !=, <, <=, >, >=, in or not in";
            case FLAG -> "use == true or == false";
            case TEXTS -> "use contains, not contains, containsAny, containsAll or containsOnly";
        };
    }

    private static List<String> texts(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> value.value() instanceof String text ? List.of(text) : List.of();
            case Operand.Values values ->
                values.values().stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case Operand.NamedList list -> list.values();
            case Operand.OtherFact other -> List.of();
            case Operand.Lookup lookup -> List.of();
        };
    }

    /** Compares two known values of types that {@link #require} accepted. */
    boolean holds(Object left, Object right) {
        return switch (this) {
            case EQUAL -> left.equals(right);
            case NOT_EQUAL -> !left.equals(right);
            case LESS -> compare(left, right) < 0;
            case AT_MOST -> compare(left, right) <= 0;
            case MORE -> compare(left, right) > 0;
            case AT_LEAST -> compare(left, right) >= 0;
            case IN -> ((List<?>) right).contains(left);
            case NOT_IN -> !((List<?>) right).contains(left);
            case CONTAINS -> ((List<?>) left).contains(right);
            case NOT_CONTAINS -> !((List<?>) left).contains(right);
            case CONTAINS_ANY -> ((List<?>) left).stream().anyMatch(((List<?>) right)::contains);
            case CONTAINS_ALL -> ((List<?>) left).containsAll((List<?>) right);
            case CONTAINS_ONLY -> ((List<?>) right).containsAll((List<?>) left);
            case MENTIONS -> Phrases.mentions((String) left, (List<?>) right);
        };
    }

    /** What holds exactly where this does not, both sides known; the same where there is no such operator. */
    Operator opposite() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case LESS -> AT_LEAST;
            case AT_MOST -> MORE;
            case MORE -> AT_MOST;
            case AT_LEAST -> LESS;
            case IN -> NOT_IN;
            case NOT_IN -> IN;
            case CONTAINS -> NOT_CONTAINS;
            case NOT_CONTAINS -> CONTAINS;
            case CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY, MENTIONS -> this;
        };
    }

    /** How the left side may compare with the right one: -1 below, 0 equal, 1 above; for texts and flags any but 0 is other. */
    Set<Integer> signs() {
        return switch (this) {
            case EQUAL -> Set.of(0);
            case NOT_EQUAL -> Set.of(-1, 1);
            case LESS -> Set.of(-1);
            case AT_MOST -> Set.of(-1, 0);
            case MORE -> Set.of(1);
            case AT_LEAST -> Set.of(0, 1);
            case IN, NOT_IN, CONTAINS, NOT_CONTAINS, CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY, MENTIONS ->
                Set.of(-1, 0, 1);
        };
    }

    private static int compare(Object left, Object right) {
        return ((BigDecimal) left).compareTo((BigDecimal) right);
    }
}
