package org.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyCases;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Sentences;
import org.countersign.rules.DroolsPolicyEngine;
import org.countersign.testing.PlainPolicyEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies as they are shipped, in Drools as it runs in production. */
class PolicyCasesTests {

    private static final PolicyCases CASES = new PolicyCases();
    private static final PolicyVersion VERSION = PolicyVersion.of(new PolicySource().rules());
    private static final CompiledPolicies DROOLS = new DroolsPolicyEngine().compile(VERSION);
    private static final CompiledPolicies PLAIN = new PlainPolicyEngine().compile(VERSION);

    static Stream<PolicyCase> cases() {
        return CASES.all().stream();
    }

    static Stream<Map.Entry<String, FactSet>> typicalSuggestions() {
        return CASES.typical().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheCaseExpects(PolicyCase one) {
        assertThat(one.run(DROOLS).mismatch()).isNull();
        assertThat(DROOLS.evaluate(one.facts())).isEqualTo(PLAIN.evaluate(one.facts()));
    }

    @ParameterizedTest
    @MethodSource("typicalSuggestions")
    void hasNothingToSayAboutATypicalSuggestion(Map.Entry<String, FactSet> typical) {
        Evaluation evaluation = DROOLS.evaluate(typical.getValue());

        assertThat(evaluation.hits()).isEmpty();
        assertThat(evaluation.misses()).hasSameSizeAs(VERSION.rules());
    }

    @Test
    void knowsATypicalSuggestionOfEveryKind() {
        assertThat(CASES.typical())
                .containsOnlyKeys(
                        "RECOMMENDATION", "CAMPAIGN_COPY", "PRICE_OFFER", "CART_RECOVERY", "SEGMENT_TARGETING");
    }

    @Test
    void coversEveryRuleByHitMissUnknownAndBothSidesOfItsBoundary() {
        assertThat(PolicyCases.gaps(VERSION.rules(), CASES.all())).isEmpty();
    }

    @Test
    void noticesARuleWithoutItsCases() {
        List<PolicyCase> withoutHits = CASES.all().stream()
                .filter(one -> one.sort() != PolicyCase.Sort.HIT)
                .toList();
        List<PolicyCase> oneSided = CASES.all().stream()
                .filter(one -> one.sort() != PolicyCase.Sort.BOUNDARY || one.expectsNothing())
                .toList();

        assertThat(PolicyCases.gaps(VERSION.rules(), withoutHits))
                .hasSameSizeAs(VERSION.rules())
                .contains("Rule CHD-04 has no case in which it speaks.");
        assertThat(PolicyCases.gaps(VERSION.rules(), oneSided))
                .hasSameSizeAs(VERSION.rules())
                .contains("Rule CHD-04 has a case on one side of its boundary only.");
        assertThat(PolicyCases.gaps(List.of(), CASES.all()))
                .contains("There are cases of a rule CHD-04, which does not exist.");
    }

    @Test
    void readsInEnglishWithoutLosingACondition() {
        for (PolicyRule rule : VERSION.rules()) {
            assertThat(Sentences.of(rule)).contains(rule.when().facts());
        }
    }
}
