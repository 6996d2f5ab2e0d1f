package org.countersign.pages;

import java.util.List;
import java.util.Optional;
import org.countersign.policy.Fact;
import org.countersign.policy.FactType;
import org.countersign.policy.Vocabulary;

/**
 * A line of the condition form: a test, or the head of a group whose members follow it one level deeper.
 *
 * @param depth 0 for what must all hold
 * @param fact name of the fact; empty for a group or while none is chosen
 * @param choice code of an {@link OperatorChoice}; empty while none is chosen
 * @param value as typed; several values one a line
 */
record ConditionRow(Kind kind, int depth, String fact, String choice, String value) {

    /** What a line is. */
    enum Kind {
        TEST,
        ALL,
        ANY,
        NOT
    }

    static ConditionRow emptyTest(int depth) {
        return new ConditionRow(Kind.TEST, depth, "", "", "");
    }

    static ConditionRow group(Kind kind, int depth) {
        return new ConditionRow(kind, depth, "", "", "");
    }

    public boolean isTest() {
        return kind == Kind.TEST;
    }

    /** What the fact means; empty while none is chosen. */
    public String meaning() {
        return known().map(Fact::meaning).orElse("");
    }

    /** The comparisons that fit the fact. */
    public List<OperatorChoice> choices() {
        return known().map(OperatorChoice::all).orElse(List.of());
    }

    /** The sort of right-hand side; a value while nothing is chosen. */
    public String right() {
        return OperatorChoice.of(choice).map(chosen -> chosen.operand().name()).orElse("VALUE");
    }

    /** Every value the fact can have, where that is a closed set; true and false for a flag. */
    public List<String> options() {
        return known().map(fact -> fact.type() == FactType.FLAG ? List.of("true", "false") : fact.known())
                .orElse(List.of());
    }

    /** The facts it can be compared with. */
    public List<String> others() {
        return known().map(fact ->
                        OperatorChoice.comparable(fact).stream().map(Fact::name).toList())
                .orElse(List.of());
    }

    public boolean isNumber() {
        return known().map(fact -> fact.type() == FactType.NUMBER).orElse(false);
    }

    private Optional<Fact> known() {
        return Vocabulary.find(fact);
    }
}
