package org.countersign.screening;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasResult;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionId;

/**
 * A decision of the past with what it takes to judge it anew: the facts of then and the result of the bias checks, which
 * no policy changes.
 *
 * @param seq its place among all decisions; grows
 * @param policyVersion that it was made under
 * @param groups how the audience was made up, by attribute; empty where the suggestion did not say
 * @param hits the rules that spoke
 */
public record PastDecision(
        long seq,
        SuggestionId suggestion,
        int revision,
        Instant at,
        String policyVersion,
        FactSet facts,
        List<BiasCheckRequest.Check> groups,
        BiasResult bias,
        List<Evaluation.Hit> hits) {

    public PastDecision {
        groups = List.copyOf(groups);
        hits = List.copyOf(hits);
    }

    /** Where the suggestion would have gone had these rules spoken. */
    public Route route(Collection<Evaluation.Hit> spoken) {
        return Verdict.route(spoken, bias);
    }
}
