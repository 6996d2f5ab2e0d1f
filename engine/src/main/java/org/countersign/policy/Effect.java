package org.countersign.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a rule does.
 *
 * @param outcome where its condition holds
 * @param whenUnknown where the facts do not tell whether it holds
 * @param reviewers who must look where it leads to a review; null where it never does
 * @param redaction what is taken out where the outcome is REDACT; else null
 */
public record Effect(
        Outcome outcome,
        WhenUnknown whenUnknown,
        @Nullable Reviewers reviewers,
        @Nullable Redaction redaction) {

    public Effect {
        boolean review = outcome == Outcome.REVIEW || whenUnknown == WhenUnknown.REVIEW;
        if (review && reviewers == null) {
            reviewers = Reviewers.anyone(1);
        }
        if (!review && reviewers != null) {
            throw new IllegalArgumentException("A rule with outcome " + outcome + " and unknown " + whenUnknown
                    + " cannot ask for approvals or a group; only a REVIEW asks for any.");
        }
        if ((outcome == Outcome.REDACT) != (redaction != null)) {
            throw new IllegalArgumentException(
                    redaction == null
                            ? "A rule that redacts says what: @redaction(\"PERSONAL_DATA\"), for example."
                            : "A rule with outcome " + outcome + " takes nothing out; only redact has a @redaction.");
        }
    }

    /** An outcome with its safe side for what is unknown, and one person of any group where it asks for one. */
    public static Effect of(Outcome outcome) {
        return of(outcome, WhenUnknown.safeSideOf(outcome));
    }

    /** An outcome other than REDACT, and one person of any group where it asks for one. */
    public static Effect of(Outcome outcome, WhenUnknown whenUnknown) {
        return new Effect(outcome, whenUnknown, null, null);
    }

    /** The outcome at a truth that it speaks at. */
    Outcome at(Truth truth) {
        if (truth == Truth.UNKNOWN) {
            return whenUnknown == WhenUnknown.BLOCK ? Outcome.BLOCK : Outcome.REVIEW;
        }
        return outcome;
    }
}
