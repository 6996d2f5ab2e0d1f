package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.countersign.policy.Evaluation.Hit;
import org.jspecify.annotations.Nullable;
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
                .extracting(Hit::outcome, Hit::reviewers)
                .containsExactly(Outcome.REVIEW, Reviewers.anyone(1));
        assertThat(warning.hit(FactSet.builder().number("price.list", 2).build(), Truth.TRUE))
                .extracting(Hit::outcome, Hit::reviewers)
                .containsExactly(Outcome.WARN, null);
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
    void isSilentOutsideOfItsPeriod() {
        PolicyRule later = new PolicyRule(
                rule.id(),
                rule.name(),
                rule.grounds(),
                new Period(LocalDate.of(2026, 8, 2), LocalDate.of(2027, 1, 1)),
                rule.when(),
                rule.effect(),
                rule.message());

        assertThat(later.truth(drinkOn("2026-08-01"))).isEqualTo(Truth.FALSE);
        assertThat(later.truth(drinkOn("2026-08-02"))).isEqualTo(Truth.TRUE);
        assertThat(later.truth(drinkOn("2026-12-31"))).isEqualTo(Truth.TRUE);
        assertThat(later.truth(drinkOn("2027-01-01"))).isEqualTo(Truth.FALSE);
        assertThat(later.truth(drinkOn(null)))
                .as("without a day, the safe side")
                .isEqualTo(Truth.TRUE);
        assertThat(later.miss(drinkOn("2026-08-01")).because())
                .isEqualTo("It is only in force from 2026-08-02 until 2027-01-01, and today is 2026-08-01.");
    }

    private static FactSet drinkOn(@Nullable String day) {
        return FactSet.builder()
                .number("product.ageLimit", 18)
                .number("customer.minimumAge", 16)
                .text("clock.date", day)
                .build();
    }

    @Test
    void readsAsASentence() {
        assertThat(Sentences.of(rule))
                .isEqualTo("If product.ageLimit is more than 0 and product.ageLimit is more than customer.minimumAge,"
                        + " then block it; if that cannot be known, block it.");
    }
}
