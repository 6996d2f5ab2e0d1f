package org.countersign.review;

/** How a review ended. CLOSED: it was overtaken by a revision, a withdrawal or expiry. */
public enum ReviewOutcome {
    APPROVED,
    REJECTED,
    CHANGES_REQUESTED,
    CLOSED
}
