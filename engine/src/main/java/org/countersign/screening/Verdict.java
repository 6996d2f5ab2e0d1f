package org.countersign.screening;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.countersign.bias.BiasReport;
import org.countersign.bias.BiasResult;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Outcome;
import org.countersign.policy.Redaction;
import org.countersign.policy.Reviewers;
import org.countersign.policy.Risk;
import org.countersign.policy.Route;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of a screening: a pure fold over everything that was found, in which no finding can hide another and
 * order means nothing. The strongest route wins, obligations accumulate, and only a policy blocks.
 *
 * @param bias null where the suggestion says nothing about its audience's composition
 * @param biasResult the worst result over all attributes; UNMEASURABLE where there is no composition
 * @param reviewers of each group the people who must approve: any two where a bias check failed, sorted by group; empty
 *     on the automatic path and where it is blocked
 * @param approvalsNeeded different people who must approve before it goes on: 0 on the automatic path and where it is blocked, 2
 *     where a bias check failed, more where a policy asks for more
 * @param sampled whether nothing asks for a person and it was drawn for review all the same
 * @param risk how risky it is; asks for people by itself where the risk table says so
 * @param reworked whether a reviewer asked for changes before, so that somebody sees what became of them
 */
public record Verdict(
        Route route,
        String policyVersion,
        List<Evaluation.Hit> hits,
        List<Evaluation.Miss> misses,
        List<Obligation> obligations,
        @Nullable BiasReport bias,
        String biasResult,
        List<Reviewers> reviewers,
        int approvalsNeeded,
        boolean sampled,
        Risk risk,
        boolean reworked) {

    public Verdict {
        // Records from before there was a risk table know of none.
        risk = risk == null ? Risk.NONE : risk;
        // Records from before rules could name a group say how many approvals they want, of anyone.
        reviewers = reviewers != null
                ? List.copyOf(reviewers)
                : approvalsNeeded == 0 ? List.of() : List.of(Reviewers.anyone(approvalsNeeded));
        hits = List.copyOf(hits);
        misses = List.copyOf(misses);
        obligations = List.copyOf(obligations);
    }

    /**
     * What whoever serves the content must do.
     *
     * @param message of a disclosure the text to show
     * @param redaction what to take out; null unless the type is REDACT
     */
    public record Obligation(
            Outcome type,
            String rule,
            String message,
            @Nullable Redaction redaction) {}

    /**
     * Folds the findings.
     *
     * @param others what else calls for people
     */
    static Verdict of(Evaluation evaluation, @Nullable BiasReport bias, OtherReasons others) {
        BiasResult result = bias == null ? BiasResult.UNMEASURABLE : bias.worstResult();
        Route route = route(evaluation.hits(), result);
        List<Reviewers> asked = route == Route.BLOCK ? List.of() : asked(evaluation, result, others);
        boolean sampled = others.drawn() && route == Route.CLEAR && asked.isEmpty();
        List<Reviewers> reviewers = sampled ? List.of(Reviewers.anyone(1)) : asked;
        return new Verdict(
                route,
                evaluation.policyVersion(),
                evaluation.hits(),
                evaluation.misses(),
                obligations(evaluation),
                bias,
                result.name(),
                reviewers,
                Reviewers.people(reviewers),
                sampled,
                others.risk(),
                others.reworked());
    }

    /** The strongest route that any of these ask for. */
    static Route route(Collection<Evaluation.Hit> hits, BiasResult result) {
        return hits.stream()
                .map(hit -> routeOf(hit.outcome()))
                .max(Comparator.naturalOrder())
                .filter(strongest -> strongest.compareTo(routeOf(result)) > 0)
                .orElse(routeOf(result));
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
                .map(hit -> new Obligation(hit.outcome(), hit.rule(), hit.message(), hit.redaction()))
                .toList();
    }

    /** Whom rules, bias checks, risk and an earlier reviewer ask for together. */
    private static List<Reviewers> asked(Evaluation evaluation, BiasResult result, OtherReasons others) {
        List<Reviewers> asked = new ArrayList<>();
        evaluation.hits().stream()
                .map(Evaluation.Hit::reviewers)
                .filter(Objects::nonNull)
                .forEach(asked::add);
        if (routeOf(result) == Route.REVIEW) {
            asked.add(Reviewers.anyone(result == BiasResult.FAIL ? 2 : 1));
        }
        if (others.risk().people() > 0) {
            asked.add(Reviewers.anyone(others.risk().people()));
        }
        if (others.reworked()) {
            asked.add(Reviewers.anyone(1));
        }
        return Reviewers.merged(asked);
    }
}
