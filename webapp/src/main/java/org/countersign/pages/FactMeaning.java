package org.countersign.pages;

import java.util.List;
import org.countersign.policy.Fact;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.Vocabulary;

/** A fact that a rule reads, for who does not know the vocabulary by heart. */
record FactMeaning(String name, String meaning) {

    static List<FactMeaning> of(PolicyRule rule) {
        return rule.when().facts().stream()
                .map(Vocabulary::require)
                .map(FactMeaning::of)
                .toList();
    }

    private static FactMeaning of(Fact fact) {
        return new FactMeaning(fact.name(), fact.meaning());
    }
}
