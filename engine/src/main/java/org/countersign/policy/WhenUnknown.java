package org.countersign.policy;

/** What a rule says where the facts do not suffice to tell whether it holds. */
public enum WhenUnknown {
    /** What cannot be shown to be allowed is not. */
    BLOCK,
    /** A person looks. */
    REVIEW,
    /** The rule does not apply. */
    SKIP;

    /** The safe side for a rule of this outcome, taken where the rule says nothing. */
    public static WhenUnknown safeSideOf(Outcome outcome) {
        return outcome == Outcome.BLOCK ? BLOCK : REVIEW;
    }
}
