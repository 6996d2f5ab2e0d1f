package org.countersign.review;

import org.countersign.bias.BiasResult;
import org.countersign.policy.Outcome;
import org.countersign.screening.Verdict;

/** Why a suggestion needs a person, gravest first; of several reasons the gravest names the review. */
public enum Concern {
    BIAS_FAIL,
    POLICY,
    BIAS_REVIEW,
    BIAS_UNMEASURABLE,
    RISK,
    REWORK,
    SAMPLE;

    static Concern of(Verdict verdict) {
        if (is(verdict, BiasResult.FAIL)) {
            return BIAS_FAIL;
        }
        if (verdict.hits().stream().anyMatch(hit -> hit.outcome() == Outcome.REVIEW)) {
            return POLICY;
        }
        if (is(verdict, BiasResult.REVIEW)) {
            return BIAS_REVIEW;
        }
        if (is(verdict, BiasResult.UNMEASURABLE)) {
            return BIAS_UNMEASURABLE;
        }
        if (verdict.risk().people() > 0) {
            return RISK;
        }
        return verdict.reworked() ? REWORK : SAMPLE;
    }

    private static boolean is(Verdict verdict, BiasResult result) {
        return result.name().equals(verdict.biasResult());
    }
}
