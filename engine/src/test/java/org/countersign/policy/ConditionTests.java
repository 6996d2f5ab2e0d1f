package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.policy.Truth.FALSE;
import static org.countersign.policy.Truth.TRUE;
import static org.countersign.policy.Truth.UNKNOWN;

import java.math.BigDecimal;
import java.util.List;
import org.countersign.policy.Condition.All;
import org.countersign.policy.Condition.Any;
import org.countersign.policy.Condition.Not;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTests {

    private static final Condition OVER_LIST = Rules.test("price.list", Operator.MORE, 10);
    private static final Condition PERSONALISED = Rules.test("price.personalised", Operator.EQUAL, true);

    /** Kleene 1952, strong three-valued logic. */
    @ParameterizedTest
    @CsvSource({
        "TRUE, TRUE, TRUE, TRUE",
        "TRUE, FALSE, FALSE, TRUE",
        "TRUE, UNKNOWN, UNKNOWN, TRUE",
        "FALSE, FALSE, FALSE, FALSE",
        "FALSE, UNKNOWN, FALSE, UNKNOWN",
        "UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN"
    })
    void followsKleene(Truth a, Truth b, Truth and, Truth or) {
        assertThat(a.and(b)).isEqualTo(and);
        assertThat(b.and(a)).isEqualTo(and);
        assertThat(a.or(b)).isEqualTo(or);
        assertThat(b.or(a)).isEqualTo(or);
        assertThat(a.not().not()).isEqualTo(a);
    }

    @Test
    void isUnknownOnlyWhereTheRestDoesNotDecide() {
        FactSet cheap = FactSet.builder().number("price.list", 5).build();
        FactSet dear = FactSet.builder().number("price.list", 50).build();

        assertThat(new All(List.of(PERSONALISED, OVER_LIST)).truth(cheap)).isEqualTo(FALSE);
        assertThat(new All(List.of(PERSONALISED, OVER_LIST)).truth(dear)).isEqualTo(UNKNOWN);
        assertThat(new Any(List.of(PERSONALISED, OVER_LIST)).truth(dear)).isEqualTo(TRUE);
        assertThat(new Not(PERSONALISED).truth(dear)).isEqualTo(UNKNOWN);
    }

    @Test
    void neverHoldsOnAnUnknownFactNotEvenNegated() {
        FactSet nothing = FactSet.builder().build();

        assertThat(List.of(
                        Rules.test("suggestion.purpose", Operator.NOT_EQUAL, "MARKETING"),
                        Rules.test("suggestion.purpose", Operator.NOT_IN, "MARKETING", "SERVICE"),
                        Rules.test("message.claims", Operator.NOT_CONTAINS, "FREE"),
                        Rules.test("message.body", Operator.MENTIONS, "free", "gratis"),
                        new Not(Rules.test("customer.minimumAge", Operator.LESS, 18))))
                .allSatisfy(condition -> assertThat(condition.truth(nothing)).isEqualTo(UNKNOWN));
    }

    @Test
    void takesNumbersByValueNotByHowTheyAreWritten() {
        FactSet facts =
                FactSet.builder().number("price.list", new BigDecimal("3.00")).build();

        assertThat(Rules.test("price.list", Operator.EQUAL, 3).truth(facts)).isEqualTo(TRUE);
        assertThat(Rules.test("price.list", Operator.IN, 3, 4).truth(facts)).isEqualTo(TRUE);
        assertThat(facts.text("price.list")).isEqualTo("3");
    }

    @Test
    void blamesTheFirstPartThatFailsBeforeOneThatIsUnknown() {
        Condition both = new All(List.of(PERSONALISED, OVER_LIST));

        assertThat(both.firstNotMet(FactSet.builder().number("price.list", 5).build()))
                .isEqualTo(OVER_LIST);
        assertThat(both.firstNotMet(FactSet.builder().number("price.list", 50).build()))
                .isEqualTo(PERSONALISED);
        assertThat(both.missing(FactSet.builder().number("price.list", 50).build()))
                .containsExactly("price.personalised");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            This is your LAST-CHANCE!!      | true
            last\u00a0\u00a0chance          | true
            \uff2c\uff21\uff33\uff34 chance | true
            la\u200bst chance               | true
            the last, chance                | true
            blast chance                    | false
            last chances                    | false
            last of all, no chance          | false
            """)
    void findsPhrasesAsWholeWordsHoweverTheyAreDressedUp(String text, boolean found) {
        FactSet facts = FactSet.builder().text("message.body", text).build();

        assertThat(Rules.test("message.body", Operator.MENTIONS, new Object[] {"last chance"})
                        .truth(facts))
                .isEqualTo(Truth.of(found));
    }
}
