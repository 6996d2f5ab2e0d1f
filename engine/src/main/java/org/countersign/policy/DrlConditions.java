package org.countersign.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.countersign.policy.DrlCursor.Mistake;
import org.countersign.policy.DrlToken.Kind;

/** Reads what stands between the brackets of {@code Facts( ... )}. Recursion is bounded by the nesting allowed. */
final class DrlConditions {

    private static final List<Operator> FUNCTIONS =
            List.of(Operator.MENTIONS, Operator.CONTAINS_ANY, Operator.CONTAINS_ALL, Operator.CONTAINS_ONLY);
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> WORDS = List.of("in", "not in", "memberOf", "not memberOf", "contains");
    private static final List<String> FACTS =
            Vocabulary.facts().stream().map(Fact::name).toList();

    private static final Set<String> GROUPS =
            Vocabulary.facts().stream().map(Fact::group).collect(Collectors.toSet());

    private final DrlCursor cursor;
    private final ReferenceLists lists;
    private final PolicyDraft.Builder draft;
    private int depth;

    DrlConditions(DrlCursor cursor, ReferenceLists lists, PolicyDraft.Builder draft) {
        this.cursor = cursor;
        this.lists = lists;
        this.draft = draft;
    }

    /** Conditions with commas between them, all of which must hold. */
    Condition conjunction() {
        List<Condition> parts = new ArrayList<>();
        DrlToken start = cursor.peek();
        do {
            parts.add(either());
        } while (cursor.skipSign(","));
        return parts.size() == 1 ? parts.getFirst() : condition(start, () -> new Condition.All(parts));
    }

    private Condition either() {
        DrlToken start = cursor.peek();
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(both());
        } while (cursor.skipSign("||"));
        return condition(start, () -> Condition.Any.of(parts));
    }

    private Condition both() {
        DrlToken start = cursor.peek();
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(single());
        } while (cursor.skipSign("&&"));
        return condition(start, () -> Condition.All.of(parts));
    }

    private Condition single() {
        DrlToken start = cursor.peek();
        if (cursor.skipSign("!")) {
            return draft.at(start, new Condition.Not(bracketed()));
        }
        return cursor.peek().isSign("(") ? bracketed() : test();
    }

    private Condition bracketed() {
        DrlToken start = cursor.peek();
        cursor.sign("(");
        if (++depth > PolicyRule.MAX_NESTING) {
            throw new Mistake(
                    start, "Brackets are nested more than " + PolicyRule.MAX_NESTING + " deep; split the rule in two.");
        }
        Condition inner = either();
        cursor.sign(")");
        depth--;
        return inner;
    }

    private Condition test() {
        DrlToken start = cursor.peek();
        for (Operator function : FUNCTIONS) {
            if (cursor.skipWord(function.symbol())) {
                return function(start, function);
            }
        }
        String fact = fact();
        DrlToken sign = cursor.peek();
        if (sign.kind() == Kind.SIGN && COMPARISONS.contains(sign.text())) {
            cursor.next();
            return condition(start, () -> new Condition.Test(fact, operator(sign.text()), operand()));
        }
        boolean negated = cursor.skipWord("not");
        if (cursor.skipWord("contains")) {
            Operator operator = negated ? Operator.NOT_CONTAINS : Operator.CONTAINS;
            return condition(start, () -> new Condition.Test(fact, operator, operand()));
        }
        Operator in = negated ? Operator.NOT_IN : Operator.IN;
        if (cursor.skipWord("in")) {
            cursor.sign("(");
            Operand values = values();
            cursor.sign(")");
            return condition(start, () -> new Condition.Test(fact, in, values));
        }
        if (cursor.skipWord("memberOf")) {
            Operand list = list();
            return condition(start, () -> new Condition.Test(fact, in, list));
        }
        throw cursor.unexpected(
                negated ? "in, memberOf or contains" : "==, !=, <, <=, >, >=, in, not in, memberOf or contains", WORDS);
    }

    private Condition function(DrlToken start, Operator operator) {
        cursor.sign("(");
        String fact = fact();
        cursor.sign(",");
        Operand words = listOrFact(operator);
        cursor.sign(")");
        return condition(start, () -> new Condition.Test(fact, operator, words));
    }

    private Operand listOrFact(Operator operator) {
        if (cursor.peek().isWord("list")) {
            return list();
        }
        return operator != Operator.MENTIONS && isFact() ? new Operand.OtherFact(fact()) : values();
    }

    boolean isFact() {
        return cursor.peek().kind() == Kind.WORD
                && GROUPS.contains(cursor.peek().text());
    }

    String fact() {
        DrlToken group = cursor.peek();
        if (group.kind() != Kind.WORD) {
            throw cursor.unexpected("a fact such as price.offered", FACTS);
        }
        if (!isFact()) {
            throw cursor.unexpected("a fact such as price.offered", GROUPS);
        }
        cursor.next();
        cursor.sign(".");
        if (cursor.peek().kind() != Kind.WORD) {
            throw cursor.unexpected("the name of a fact of " + group.text(), List.of());
        }
        DrlToken property = cursor.next();
        String name = group.text() + "." + property.text();
        build(group, () -> Vocabulary.require(name));
        return name;
    }

    private Operand operand() {
        boolean highest = cursor.peek().isWord("highest");
        if (highest || cursor.peek().isWord("lowest")) {
            return lookup(highest);
        }
        return isFact() ? new Operand.OtherFact(fact()) : new Operand.Value(value());
    }

    private Operand lookup(boolean highest) {
        cursor.next();
        cursor.sign("(");
        Operand table = table(highest, () -> cursor.sign(","));
        cursor.sign(")");
        return table;
    }

    Operand values() {
        DrlToken start = cursor.peek();
        List<Object> values = new ArrayList<>();
        do {
            if (values.size() == Operand.MAX_VALUES) {
                throw new Mistake(cursor.peek(), "A list has at most " + Operand.MAX_VALUES + " values.");
            }
            values.add(value());
        } while (cursor.skipSign(","));
        return build(start, () -> new Operand.Values(values));
    }

    Object value() {
        DrlToken token = cursor.peek();
        if (token.kind() == Kind.STRING) {
            return cursor.next().text();
        }
        if (cursor.skipWord("true") || cursor.skipWord("false")) {
            return token.isWord("true");
        }
        boolean negative = cursor.skipSign("-");
        if (cursor.peek().kind() == Kind.NUMBER) {
            BigDecimal number = new BigDecimal(cursor.next().text());
            return negative ? number.negate() : number;
        }
        throw cursor.unexpected("a value: a text in double quotes, a number, true, false or a fact", List.of());
    }

    private Operand list() {
        cursor.word("list");
        cursor.sign("(");
        Operand list = namedList();
        cursor.sign(")");
        return list;
    }

    Operand namedList() {
        DrlToken start = cursor.peek();
        String name = cursor.string("the name of a reference list");
        return build(start, () -> new Operand.NamedList(name, lists.require(name)));
    }

    /** A table is named; what it is looked up by follows after {@code between} was read. */
    Operand table(boolean highest, Runnable between) {
        DrlToken start = cursor.peek();
        String table = cursor.string("the name of a table");
        between.run();
        String fact = fact();
        return build(start, () -> Operand.Lookup.of(table, highest, fact, lists.require(table)));
    }

    private static Operator operator(String symbol) {
        return Arrays.stream(Operator.values())
                .filter(operator -> operator.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    private Condition condition(DrlToken start, Supplier<Condition> model) {
        return draft.at(start, build(start, model));
    }

    /** What the model refuses is a mistake at the place where it begins. */
    static <T> T build(DrlToken start, Supplier<T> model) {
        try {
            return model.get();
        } catch (IllegalArgumentException e) {
            throw new Mistake(start, String.valueOf(e.getMessage()));
        }
    }
}
