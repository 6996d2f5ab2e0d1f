package org.countersign.review;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.screening.DecisionRecord;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/** One revision of a suggestion before the people who decide on it. Whoever changes it holds the suggestion's lock. */
@Entity
@Table(name = "review")
class Review {

    @Id
    private UUID id;

    private UUID suggestion;
    private int revision;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Concern concern;

    private int approvalsNeeded;
    private int approvalsGiven;
    private String contentHash;
    private String policyVersion;
    private String recordHash;
    private long taskKey;
    private UUID entry;
    private Instant openedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable ReviewOutcome outcome;

    private @Nullable Instant closedAt;

    @Version
    private long version;

    @OneToMany(cascade = CascadeType.PERSIST, fetch = FetchType.EAGER)
    @JoinColumn(name = "review", nullable = false, updatable = false)
    @OrderBy("decidedAt")
    private List<MadeDecision> decisions = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Review() {}

    /** A review of what this record asks people about. */
    static Review open(Kind kind, DecisionRecord record, long taskKey, Instant now) {
        Review review = new Review();
        review.id = UUID.randomUUID();
        review.suggestion = record.suggestion().value();
        review.revision = record.revision();
        review.kind = kind;
        review.concern = Concern.of(record.verdict());
        // A clear suggestion drawn for the audit sample needs nobody by itself, but one person once it is drawn.
        review.approvalsNeeded = Math.max(1, record.verdict().approvalsNeeded());
        review.contentHash = record.contentHash();
        review.policyVersion = record.verdict().policyVersion();
        review.recordHash = record.hash();
        review.taskKey = taskKey;
        review.openedAt = now;
        return review;
    }

    /** Notes the log entry of its opening, which the decisions build on. */
    void openedBy(EntryId opening) {
        this.entry = opening.value();
    }

    ReviewId id() {
        return new ReviewId(id);
    }

    SuggestionId suggestion() {
        return new SuggestionId(suggestion);
    }

    int revision() {
        return revision;
    }

    int approvalsNeeded() {
        return approvalsNeeded;
    }

    int approvalsGiven() {
        return approvalsGiven;
    }

    String contentHash() {
        return contentHash;
    }

    String policyVersion() {
        return policyVersion;
    }

    String recordHash() {
        return recordHash;
    }

    EntryId entry() {
        return new EntryId(entry);
    }

    long taskKey() {
        return taskKey;
    }

    boolean isOpen() {
        return outcome == null;
    }

    /** Whether {@code person} has decided on it. */
    boolean hasWordOf(String person) {
        return decisions.stream().anyMatch(made -> made.person().equals(person));
    }

    /** The process engine may hand out the same user task under another key, for example after a migration. */
    void waitFor(long key) {
        this.taskKey = key;
    }

    /**
     * Refuses a decision that was made on an older view than the present one.
     *
     * @throws Refusal.Conflict if it is closed, or somebody else decided since {@code seen} was read
     * @throws Refusal.NotAllowed if this person has decided already
     */
    void requireCurrent(NewDecision decision) {
        String person = decision.person().name();
        if (!isOpen()) {
            throw new Refusal.Conflict("review-already-decided", "Review " + id + " is " + outcome + lastWord() + ".");
        }
        if (hasWordOf(person)) {
            throw new Refusal.NotAllowed(
                    "second-pair-of-eyes",
                    "Review " + id + " has the decision of " + person
                            + " already; the next must come from someone else.");
        }
        if (decision.version() != version) {
            throw new Refusal.Conflict(
                    "stale-review",
                    "Review " + id + " changed while " + person + " was reading it" + lastWord() + ". Look again.");
        }
    }

    private String lastWord() {
        if (decisions.isEmpty()) {
            return "";
        }
        MadeDecision last = decisions.getLast();
        return " by the decision " + last.decision() + " of " + last.person();
    }

    /** Adds the decision; returns whether it ended the review. */
    boolean add(MadeDecision made) {
        decisions.add(made);
        if (made.decision() == Decision.APPROVE) {
            approvalsGiven++;
        }
        if (made.decision() == Decision.APPROVE && approvalsGiven < approvalsNeeded) {
            return false;
        }
        end(made.decision().outcome(), made.decidedAt());
        return true;
    }

    /** What is told of a decision just added. */
    DecisionTaken taken(NewDecision decision, @Nullable Instant openedAt, Instant at, boolean last) {
        return new DecisionTaken(
                id(),
                suggestion(),
                revision,
                kind,
                concern,
                decision.person().name(),
                decision.decision(),
                openedAt,
                at,
                last);
    }

    /** Ends it without a decision: it was overtaken. */
    void close(Instant now) {
        end(ReviewOutcome.CLOSED, now);
    }

    private void end(ReviewOutcome how, Instant now) {
        this.outcome = how;
        this.closedAt = now;
    }

    ReviewView view(List<ReviewView.Look> looking) {
        return new ReviewView(
                id(),
                suggestion(),
                revision,
                kind,
                concern,
                approvalsNeeded,
                openedAt,
                outcome,
                closedAt,
                decisions.stream().map(MadeDecision::view).toList(),
                looking,
                version);
    }
}
