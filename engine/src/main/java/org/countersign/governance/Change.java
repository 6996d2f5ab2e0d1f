package org.countersign.governance;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.policy.PolicyActivation;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** A change on its way. What it changes is in its edits; this is how far it has come. */
@Entity
@Table(name = "policy_change")
class Change {

    @Id
    private UUID id;

    private long number;

    @Enumerated(EnumType.STRING)
    private ChangeKind kind;

    private String title;
    private String reason;
    private String author;
    private String base;

    @Enumerated(EnumType.STRING)
    private ChangeState state;

    private int revision;
    private @Nullable String candidate;
    private @Nullable Instant effectiveAt;
    private @Nullable String note;
    private long taskKey;
    private Instant openedAt;
    private Instant changedAt;
    private @Nullable Long activation;
    private @Nullable Instant glassUntil;
    private @Nullable String glassReason;

    @Enumerated(EnumType.STRING)
    private @Nullable GlassReview glassReview;

    private @Nullable String glassReviewer;
    private @Nullable Instant shadowSince;
    private UUID entry;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Change() {}

    static Change open(long number, NewChange request, String base, Instant now) {
        Change change = new Change();
        change.id = Ids.next();
        change.number = number;
        change.kind = request.kind();
        change.title = request.title();
        change.reason = request.reason();
        change.author = request.author().name();
        change.base = base;
        change.state = ChangeState.DRAFT;
        change.openedAt = now;
        change.changedAt = now;
        return change;
    }

    ChangeId id() {
        return new ChangeId(id);
    }

    String base() {
        return base;
    }

    ChangeState state() {
        return state;
    }

    int revision() {
        return revision;
    }

    String author() {
        return author;
    }

    long taskKey() {
        return taskKey;
    }

    @Nullable
    String candidate() {
        return candidate;
    }

    @Nullable
    Instant effectiveAt() {
        return effectiveAt;
    }

    @Nullable
    Instant shadowSince() {
        return shadowSince;
    }

    EntryId entry() {
        return new EntryId(entry);
    }

    void logged(EntryId newest) {
        entry = newest.value();
    }

    /** @throws Refusal.Conflict if the move is not in {@link ChangeState}'s table */
    private void become(ChangeState next, Instant now) {
        if (!state.leadsTo(next)) {
            throw new Refusal.Conflict(
                    "illegal-move",
                    "Change " + number + " is " + state + " and cannot become " + next + ". Maybe the page was stale.");
        }
        state = next;
        changedAt = now;
    }

    /**
     * Goes on with another content. What was submitted comes back to be edited, and what was said of it counts no more.
     *
     * @return whether it had been submitted
     */
    boolean edit(Instant now) {
        boolean submitted = state != ChangeState.DRAFT;
        if (submitted) {
            comeBack(null, now);
        }
        revision++;
        changedAt = now;
        return submitted;
    }

    void rebase(String onto) {
        base = onto;
    }

    void submit(String version, @Nullable Instant at, Instant now) {
        become(ChangeState.CHECKING, now);
        candidate = version;
        effectiveAt = at;
        note = null;
    }

    void awaitApproval(long key, Instant now) {
        if (state == ChangeState.CHECKING) {
            become(ChangeState.IN_APPROVAL, now);
        }
        taskKey = key;
    }

    void approve(Instant now) {
        become(ChangeState.APPROVED, now);
        taskKey = 0;
    }

    void comeBack(@Nullable String why, Instant now) {
        become(ChangeState.DRAFT, now);
        candidate = null;
        note = why;
        taskKey = 0;
    }

    void activate(PolicyActivation by, Instant now) {
        become(ChangeState.ACTIVE, now);
        activation = by.number();
        shadowSince = null;
    }

    void breakGlass(String why, Instant until, String broken) {
        glassReason = why;
        glassUntil = until;
        candidate = broken;
    }

    /** What the review afterwards said, or what the end of the time box means without one. */
    void reviewGlass(GlassReview said, String by) {
        if (glassUntil == null || glassReview != null) {
            throw new Refusal.Conflict(
                    "no-review-due",
                    "Change " + number
                            + (glassReview == null
                                    ? " broke no glass."
                                    : " has been reviewed already: " + glassReview + "."));
        }
        glassReview = said;
        glassReviewer = by;
    }

    void discard(Instant now) {
        become(ChangeState.DISCARDED, now);
        shadowSince = null;
        taskKey = 0;
    }

    void shadow(@Nullable Instant since) {
        shadowSince = since;
    }

    ChangeView view(java.util.SortedSet<String> contributors) {
        return new ChangeView(
                id(),
                number,
                kind,
                title,
                reason,
                author,
                contributors,
                base,
                state,
                revision,
                candidate,
                effectiveAt,
                note,
                openedAt,
                changedAt,
                activation,
                glassUntil == null
                        ? null
                        : new ChangeView.Glass(
                                glassUntil, glassReason == null ? "" : glassReason, glassReview, glassReviewer),
                shadowSince);
    }
}
