package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.countersign.policy.DrlReader;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.ReferenceLists;
import org.countersign.screening.Counterfactuals.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterfactualsTests {

    @ParameterizedTest
    @CsvSource({
        "price.offered > 5, 5",
        "price.offered >= 5, 4.99",
        "price.offered < 9, 9",
        "price.offered <= 9, 9.01",
        "price.offered == 8, 8.01",
        "price.offered > price.list, 7"
    })
    void movesANumberJustAcrossTheLimit(String condition, BigDecimal expected) {
        FactSet facts = FactSet.builder()
                .number("price.offered", 8)
                .number("price.list", 7)
                .build();

        assertThat(change(condition, facts)).map(Change::value).contains(expected);
    }

    @Test
    void takesOutOfAListWhatTheRuleLooksFor() {
        FactSet facts = FactSet.builder()
                .texts("suggestion.featureCategories", List.of("HEALTH", "TRANSACTION"))
                .build();

        assertThat(change("suggestion.featureCategories contains \"HEALTH\"", facts))
                .map(Change::value)
                .contains(List.of("TRANSACTION"));
    }

    @Test
    void proposesToStateWhatIsUnknown() {
        assertThat(change("message.hasOptOut == false", FactSet.builder().build()))
                .map(Change::value)
                .contains(true);
    }

    @Test
    void choosesTheSmallestChange() {
        FactSet facts = FactSet.builder()
                .number("suggestion.audienceSize", 10_500)
                .number("price.discountPercent", 60)
                .build();

        assertThat(change("suggestion.audienceSize > 10000, price.discountPercent > 50", facts))
                .contains(new Change("price.discountPercent", new BigDecimal("50"), new BigDecimal("10")));
    }

    @ParameterizedTest
    @CsvSource({
        "customer.minimumAge < 18",
        "consent.marketing != \"GRANTED\"",
        "suggestion.legalBasis != \"CONSENT\"",
        "price.lowest30d < 100"
    })
    void leavesAloneWhatIsAsItIs(String condition) {
        FactSet facts = FactSet.builder()
                .number("customer.minimumAge", 16)
                .text("consent.marketing", "WITHDRAWN")
                .text("suggestion.legalBasis", "NONE")
                .number("price.lowest30d", 5)
                .build();

        assertThat(change(condition, facts)).isEmpty();
    }

    @Test
    void takesAPhraseOutOfAText() {
        FactSet facts = FactSet.builder()
                .text("message.body", "The roast is back. LAST-CHANCE, hurry! It is dark.")
                .build();

        assertThat(change("mentions(message.body, \"last chance\", \"hurry\")", facts))
                .hasValueSatisfying(
                        change -> assertThat(change.value()).isEqualTo("The roast is back. , ! It is dark."));
    }

    @Test
    void sendsItSomewhereElseOrOnFewerChannels() {
        FactSet facts = FactSet.builder()
                .text("suggestion.destination", "SOCIAL_ADS")
                .texts("suggestion.channels", List.of("EMAIL", "SMS"))
                .build();

        assertThat(change("suggestion.destination != \"OWN\"", facts))
                .hasValueSatisfying(change -> assertThat(change.value()).isEqualTo("OWN"));
        assertThat(change("containsAny(suggestion.channels, \"EMAIL\", \"SMS\")", facts))
                .as("a suggestion without any channel is none")
                .isEmpty();
        assertThat(change("!(containsOnly(suggestion.channels, \"EMAIL\", \"WEB\"))", facts))
                .hasValueSatisfying(change -> assertThat(change.value()).isEqualTo(List.of("EMAIL")));
    }

    @Test
    void changesTwoThingsWhereOneIsNotEnough() {
        FactSet facts = FactSet.builder()
                .number("price.offered", 8)
                .number("price.mandatoryFees", 3)
                .text("suggestion.destination", "OWN")
                .build();

        assertThat(changes("price.offered > 5 || price.mandatoryFees > 1", facts))
                .extracting(Change::fact, Change::value)
                .containsExactly(
                        tuple("price.mandatoryFees", new BigDecimal("1")), tuple("price.offered", new BigDecimal("5")));
        assertThat(changes("price.offered > 5 || price.mandatoryFees > 1 || suggestion.destination == \"OWN\"", facts))
                .as("three would have to change")
                .isEmpty();
    }

    @Test
    void letsTheDiscountFollowThePrice() {
        FactSet facts = FactSet.builder()
                .number("price.list", 10)
                .number("price.offered", 4)
                .number("price.discountPercent", 60)
                .build();

        assertThat(new Change("price.offered", new BigDecimal("5"), BigDecimal.ONE)
                        .applyTo(facts)
                        .values())
                .extractingByKey("price.discountPercent", InstanceOfAssertFactories.BIG_DECIMAL)
                .isEqualByComparingTo("50");
        assertThat(new Change("price.discountPercent", new BigDecimal("25"), BigDecimal.ONE)
                        .applyTo(facts)
                        .values())
                .extractingByKey("price.offered", InstanceOfAssertFactories.BIG_DECIMAL)
                .isEqualByComparingTo("7.50");
    }

    private static Optional<Change> change(String condition, FactSet facts) {
        return changes(condition, facts).stream().findFirst();
    }

    private static List<Change> changes(String condition, FactSet facts) {
        PolicyRule rule = DrlReader.read("test.drl", """
                        package policies.test

                        rule "A rule"
                            @id("TST-01")
                            @source("ethics")
                            @unknown("BLOCK")
                            @message("Says no.")
                        when
                            $v : Verdict()
                            Facts( CONDITION )
                        then
                            $v.block("TST-01");
                        end
                        """.replace("CONDITION", condition), ReferenceLists.none())
                .getFirst();
        return Counterfactuals.of(rule, facts);
    }
}
