package org.countersign.governance;

import java.util.Map;
import java.util.TreeMap;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.Truth;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.springframework.stereotype.Service;

/** The front door for cases made from what really happened. */
@Service
public class RealCases {

    private static final String KIND = "suggestion.kind";

    private final Screenings screenings;

    RealCases(Screenings screenings) {
        this.screenings = screenings;
    }

    /**
     * A case from the newest decision on a suggestion: what the rule, as it is now, says about the facts of then. Only the
     * facts that the rule reads are taken over, so that nothing about a customer stays in a case without need.
     *
     * @throws Refusal.NotFound if there is no decision, or it was erased
     */
    public PolicyCase from(SuggestionId suggestion, PolicyRule rule) {
        DecisionRecord record = screenings
                .latest(suggestion)
                .orElseThrow(() -> new Refusal.NotFound("decision on suggestion", suggestion.toString()));
        Map<String, Object> read = new TreeMap<>(record.facts());
        read.keySet().retainAll(rule.when().facts());
        if (record.facts().containsKey(KIND)) {
            read.put(KIND, record.facts().get(KIND));
        }
        FactSet facts = new FactSet(read);
        Truth truth = rule.truth(facts);
        String name = "as decided on suggestion " + suggestion + ", revision " + record.revision();
        if (!rule.speaksAt(truth)) {
            return new PolicyCase(rule.id(), PolicyCase.Sort.MISS, name, facts, PolicyCase.NOTHING, null, null);
        }
        Hit hit = rule.hit(facts, truth);
        return new PolicyCase(
                rule.id(),
                truth == Truth.UNKNOWN ? PolicyCase.Sort.UNKNOWN : PolicyCase.Sort.HIT,
                name,
                facts,
                hit.outcome().name(),
                null,
                null);
    }
}
