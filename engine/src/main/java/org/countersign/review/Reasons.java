package org.countersign.review;

import java.util.List;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Outcome;
import org.countersign.policy.Reviewers;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Verdict;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;

/**
 * What people are asked and why: suggestions of equal reasons may be decided together, because whoever judges one judges
 * all. The values that a rule looked at may differ; the rules, the bias result, the model and the risk may not.
 *
 * @param rules ids of the rules that ask for a person, in alphabetical order
 * @param reviewers of each group of people how many must approve
 * @param approvalsNeeded how many people it takes: the risk
 */
record Reasons(
        Kind kind,
        String model,
        Concern concern,
        List<String> rules,
        String bias,
        List<Reviewers> reviewers,
        int approvalsNeeded,
        String policyVersion) {

    Reasons {
        rules = List.copyOf(rules);
        reviewers = List.copyOf(reviewers);
    }

    static Reasons of(Proposal proposal, DecisionRecord record) {
        Verdict verdict = record.verdict();
        return new Reasons(
                proposal.kind(),
                proposal.model().name() + " " + proposal.model().version(),
                Concern.of(verdict),
                verdict.hits().stream()
                        .filter(hit -> hit.outcome() == Outcome.REVIEW)
                        .map(Evaluation.Hit::rule)
                        .sorted()
                        .toList(),
                verdict.biasResult(),
                verdict.reviewers(),
                Math.max(1, verdict.approvalsNeeded()),
                verdict.policyVersion());
    }

    /** The same for equal reasons, and different for others. */
    String key() {
        return Sha256.hexOf(Json.canonicalOf(this));
    }
}
