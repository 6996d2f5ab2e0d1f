package org.countersign.suggestion;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a suggestion stands, and the one table of the moves between the states. */
public enum SuggestionState {
    RECEIVED,
    SCREENED,
    IN_REVIEW,
    CHANGES_REQUESTED,
    APPROVED,
    SCHEDULED,
    PUBLISHED,
    BLOCKED,
    REJECTED,
    EXPIRED,
    WITHDRAWN;

    // A new revision and a fresh gating both lead back to RECEIVED; a decision by a person, expiry and withdrawal do
    // not.
    private static final Map<SuggestionState, Set<SuggestionState>> MOVES = Map.ofEntries(
            Map.entry(RECEIVED, EnumSet.of(RECEIVED, SCREENED, EXPIRED, WITHDRAWN)),
            Map.entry(SCREENED, EnumSet.of(RECEIVED, IN_REVIEW, APPROVED, BLOCKED, EXPIRED, WITHDRAWN)),
            Map.entry(IN_REVIEW, EnumSet.of(RECEIVED, CHANGES_REQUESTED, APPROVED, REJECTED, EXPIRED, WITHDRAWN)),
            Map.entry(CHANGES_REQUESTED, EnumSet.of(RECEIVED, EXPIRED, WITHDRAWN)),
            Map.entry(APPROVED, EnumSet.of(RECEIVED, SCHEDULED, PUBLISHED, EXPIRED, WITHDRAWN)),
            Map.entry(SCHEDULED, EnumSet.of(RECEIVED, APPROVED, PUBLISHED, EXPIRED, WITHDRAWN)),
            Map.entry(PUBLISHED, EnumSet.of(RECEIVED, EXPIRED, WITHDRAWN)),
            Map.entry(BLOCKED, EnumSet.of(RECEIVED, WITHDRAWN)),
            Map.entry(REJECTED, EnumSet.noneOf(SuggestionState.class)),
            Map.entry(EXPIRED, EnumSet.noneOf(SuggestionState.class)),
            Map.entry(WITHDRAWN, EnumSet.noneOf(SuggestionState.class)));

    /** Whether a suggestion here may go to {@code next}. */
    public boolean canBecome(SuggestionState next) {
        Set<SuggestionState> moves = MOVES.get(this);
        return moves != null && moves.contains(next);
    }

    /** Whether nothing more can happen to it, not even a new revision. */
    public boolean isFinal() {
        return this == REJECTED || this == EXPIRED || this == WITHDRAWN;
    }

    /** Whether it stands where a verdict put it, so that it falls when the grounds of the verdict change. */
    public boolean restsOnVerdict() {
        return this == SCREENED || this == IN_REVIEW || this == APPROVED || this == SCHEDULED || this == PUBLISHED;
    }

    /** Whether no process instance runs for a suggestion here: a fresh gating starts a new one. */
    public boolean hasNoProcess() {
        return isFinal() || this == PUBLISHED || this == BLOCKED;
    }
}
