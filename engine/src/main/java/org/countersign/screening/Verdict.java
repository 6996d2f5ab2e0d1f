package org.countersign.screening;

import java.util.List;
import org.countersign.bias.BiasReport;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of a screening.
 *
 * @param approvalsNeeded people who must approve before it goes on: 0 on the automatic path, 2 where a bias check failed
 * @param sampled whether a clear suggestion was drawn for review all the same
 * @param bias null where the suggestion says nothing about its audience's composition
 */
public record Verdict(
        Route route,
        String policyVersion,
        List<Evaluation.Hit> hits,
        List<Evaluation.Miss> misses,
        List<Obligation> obligations,
        @Nullable BiasReport bias,
        String biasResult,
        int approvalsNeeded,
        boolean sampled) {

    /** What whoever serves the content must do. */
    public record Obligation(Outcome type, String rule, String message) {}
}
