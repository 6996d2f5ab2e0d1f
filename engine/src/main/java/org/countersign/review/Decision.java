package org.countersign.review;

/** What a person can decide in a review. */
public enum Decision {
    APPROVE,
    REJECT,
    REQUEST_CHANGES;

    /** What the review has come to once this decision is the last one it needs. */
    ReviewOutcome outcome() {
        return switch (this) {
            case APPROVE -> ReviewOutcome.APPROVED;
            case REJECT -> ReviewOutcome.REJECTED;
            case REQUEST_CHANGES -> ReviewOutcome.CHANGES_REQUESTED;
        };
    }
}
