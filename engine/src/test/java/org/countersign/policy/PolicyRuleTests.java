package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countersign.policy.Evaluation.Hit;
import org.junit.jupiter.api.Test;

class PolicyRuleTests {

    private final PolicyRule rule = Rules.minorsAndAlcohol();

    @Test
    void fillsItsMessageAndNamesTheFactsItSaw() {
        FactSet facts = FactSet.builder()
                .number("product.ageLimit", 18)
                .number("customer.minimumAge", 16)
                .number("price.list", 3)
                .build();

        Hit hit = rule.hit(facts, Truth.TRUE);

        assertThat(hit.message()).isEqualTo("The goods are for 18 and over; the customer may be 16.");
        assertThat(hit.facts()).containsOnlyKeys("product.ageLimit", "customer.minimumAge");
        assertThat(hit.unknown()).isFalse();
    }

    @Test
    void saysWhichFactItLacksWhereItCannotTell() {
        Hit hit = rule.hit(FactSet.builder().number("product.ageLimit", 18).build(), Truth.UNKNOWN);

        assertThat(hit.outcome()).isEqualTo(Outcome.BLOCK);
        assertThat(hit.unknown()).isTrue();
        assertThat(hit.facts()).containsEntry("customer.minimumAge", "?");
        assertThat(hit.message()).isEqualTo("Cannot be checked, because customer.minimumAge is unknown: Rule CHD-04.");
    }

    @Test
    void saysWhyItDidNotSpeak() {
        assertThat(rule.miss(FactSet.builder().number("product.ageLimit", 0).build())
                        .because())
                .isEqualTo("product.ageLimit is more than 0 does not hold: product.ageLimit is 0.");
    }

    @Test
    void asksForAnApprovalWhereverItSendsSomethingToReview() {
        PolicyRule warning = Rules.rule("TST-02", Outcome.WARN, Rules.test("price.list", Operator.MORE, 1), "Dear.");

        assertThat(warning.hit(FactSet.builder().build(), Truth.UNKNOWN))
                .extracting(Hit::outcome, Hit::approvals)
                .containsExactly(Outcome.REVIEW, 1);
        assertThat(warning.hit(FactSet.builder().number("price.list", 2).build(), Truth.TRUE))
                .extracting(Hit::outcome, Hit::approvals)
                .containsExactly(Outcome.WARN, 0);
    }

    @Test
    void takesAMessageAsTextEvenWhereAFactLooksLikeAPlaceholder() {
        PolicyRule echo = Rules.rule(
                "TST-03", Outcome.WARN, Rules.test("message.body", Operator.NOT_EQUAL, ""), "Text: {message.body}");

        assertThat(echo.hit(
                                FactSet.builder()
                                        .text("message.body", "$1 {price.list} \\")
                                        .build(),
                                Truth.TRUE)
                        .message())
                .isEqualTo("Text: $1 {price.list} \\");
    }

    @Test
    void isOneVersionWhateverTheOrderAndNeverTwoOfOneName() {
        PolicyRule other = Rules.noLawfulBasis();

        assertThat(PolicyVersion.of(List.of(rule, other))).isEqualTo(PolicyVersion.of(List.of(other, rule)));
        assertThatThrownBy(() -> PolicyVersion.of(List.of(rule, rule)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CHD-04");
        assertThat(PolicyVersion.of(List.of()).version()).startsWith("sha256:");
    }

    @Test
    void readsAsASentence() {
        assertThat(Sentences.of(rule))
                .isEqualTo("If product.ageLimit is more than 0 and product.ageLimit is more than customer.minimumAge,"
                        + " then block it; if that cannot be known, block it.");
    }
}
