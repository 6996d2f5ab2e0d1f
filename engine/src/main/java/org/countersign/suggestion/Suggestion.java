package org.countersign.suggestion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion's row while it moves; intake inserts it in bulk with SQL. It is always read with its row locked, so that
 * of two who decide at once the second sees what the first did.
 */
@Entity
class Suggestion {

    @Id
    private UUID id;

    @Column
    private String client;

    @Column
    private String externalId;

    @Column
    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column
    private String modelName;

    @Column
    private String modelVersion;

    @Column
    private @Nullable UUID subject;

    @Column
    @Enumerated(EnumType.STRING)
    private SuggestionState state;

    @Column
    private int revision;

    @Column
    private int generation;

    @Column
    private boolean wantsSlot;

    @Column
    private @Nullable String contentHash;

    @Column
    private Instant expiresAt;

    @Column
    private @Nullable Instant approvedUntil;

    @Version
    private int version;

    protected Suggestion() {}

    SuggestionId id() {
        return new SuggestionId(id);
    }

    String client() {
        return client;
    }

    String externalId() {
        return externalId;
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    UUID subject() {
        return subject;
    }

    SuggestionState state() {
        return state;
    }

    int revision() {
        return revision;
    }

    int generation() {
        return generation;
    }

    boolean wantsSlot() {
        return wantsSlot;
    }

    @Nullable
    String contentHash() {
        return contentHash;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** When its approval runs out; null where it has none, or one that lasts as long as the suggestion. */
    @Nullable
    Instant approvedUntil() {
        return approvedUntil;
    }

    /** Whether its approval has run out at {@code now}. */
    boolean isApprovalOver(Instant now) {
        return approvedUntil != null && !approvedUntil.isAfter(now);
    }

    /** Notes how long the approval it has just got is good for. */
    void approvedUntil(@Nullable Instant until) {
        approvedUntil = until;
    }

    /** Moves on, for a decision on {@code decided}. */
    void become(SuggestionState next, int decided) {
        if (decided != revision) {
            throw new Refusal.Conflict(
                    "stale-revision",
                    "Suggestion " + id + " has revision " + revision + " by now; revision " + decided
                            + " cannot become " + next + ". Read it again.");
        }
        become(next);
    }

    /** Moves on, whatever the revision. */
    void become(SuggestionState next) {
        if (!state.canBecome(next)) {
            throw new Refusal.Conflict(
                    "illegal-move",
                    "Suggestion " + id + " is " + state + " and cannot become " + next + ". Maybe the page was stale.");
        }
        state = next;
    }

    /** Goes back to the start; a new process is needed where none runs any more. */
    void startAgain() {
        if (state.hasNoProcess()) {
            generation++;
        }
        become(SuggestionState.RECEIVED);
        approvedUntil = null;
    }

    /** Takes the next revision and goes back to the start. */
    void revise(Proposal proposal, String hash) {
        startAgain();
        revision++;
        modelName = proposal.model().name();
        modelVersion = proposal.model().version();
        wantsSlot = proposal.wantsSlot();
        contentHash = hash;
        expiresAt = proposal.validUntil();
    }
}
