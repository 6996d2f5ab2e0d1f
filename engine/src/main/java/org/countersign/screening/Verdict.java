package org.countersign.screening;

import java.util.Comparator;
import java.util.List;
import org.countersign.bias.BiasReport;
import org.countersign.bias.BiasResult;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of a screening: a pure fold over everything that was found, in which no finding can hide another and
 * order means nothing. The strongest route wins, obligations accumulate, and only a policy blocks.
 *
 * @param bias null where the suggestion says nothing about its audience's composition
 * @param biasResult the worst result over all attributes; UNMEASURABLE where there is no composition
 * @param approvalsNeeded people who must approve before it goes on: 0 on the automatic path and where it is blocked, 2
 *     where a bias check failed, more where a policy asks for more
 * @param sampled whether it is clear and was drawn for review all the same
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

    public Verdict {
        hits = List.copyOf(hits);
        misses = List.copyOf(misses);
        obligations = List.copyOf(obligations);
    }

    /** What whoever serves the content must do. */
    public record Obligation(Outcome type, String rule, String message) {}

    /**
     * Folds the findings.
     *
     * @param drawn whether the audit sample takes it, if it turns out to be clear
     */
    static Verdict of(Evaluation evaluation, @Nullable BiasReport bias, boolean drawn) {
        BiasResult result = bias == null ? BiasResult.UNMEASURABLE : bias.worstResult();
        Route route = evaluation.hits().stream()
                .map(hit -> routeOf(hit.outcome()))
                .max(Comparator.naturalOrder())
                .filter(strongest -> strongest.compareTo(routeOf(result)) > 0)
                .orElse(routeOf(result));
        boolean sampled = drawn && route == Route.CLEAR;
        return new Verdict(
                route,
                evaluation.policyVersion(),
                evaluation.hits(),
                evaluation.misses(),
                obligations(evaluation),
                bias,
                result.name(),
                approvalsNeeded(route, evaluation, result, sampled),
                sampled);
    }

    /** Whether a person must look at it before it may go on. */
    public boolean needsPerson() {
        return approvalsNeeded > 0;
    }

    private static Route routeOf(Outcome outcome) {
        return switch (outcome) {
            case BLOCK -> Route.BLOCK;
            case REVIEW -> Route.REVIEW;
            case REDACT, REQUIRE_DISCLOSURE, WARN -> Route.CLEAR;
        };
    }

    /** What cannot be told apart from unfair goes to a person; an inconclusive result goes on and is watched. */
    private static Route routeOf(BiasResult result) {
        return switch (result) {
            case FAIL, REVIEW, UNMEASURABLE -> Route.REVIEW;
            case INCONCLUSIVE, PASS -> Route.CLEAR;
        };
    }

    private static List<Obligation> obligations(Evaluation evaluation) {
        return evaluation.hits().stream()
                .filter(hit -> hit.outcome().isObligation())
                .map(hit -> new Obligation(hit.outcome(), hit.rule(), hit.message()))
                .toList();
    }

    private static int approvalsNeeded(Route route, Evaluation evaluation, BiasResult result, boolean sampled) {
        return switch (route) {
            case BLOCK -> 0;
            case CLEAR -> sampled ? 1 : 0;
            case REVIEW ->
                evaluation.hits().stream()
                        .mapToInt(Evaluation.Hit::approvals)
                        .reduce(result == BiasResult.FAIL ? 2 : 1, Math::max);
        };
    }
}
