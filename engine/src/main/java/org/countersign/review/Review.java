package org.countersign.review;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Convert;
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
import java.util.TreeSet;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.policy.Reviewers;
import org.countersign.screening.DecisionRecord;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

    /** What was asked for, of each group one. */
    @Convert(converter = AskedText.class)
    private List<Reviewers> asked;

    /** Groups whose members may decide now: those with a free seat, and whom it was handed to. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] waitsFor;

    private @Nullable Instant warnAt;
    private @Nullable Instant escalateAt;
    private @Nullable Instant dueAt;
    private @Nullable Instant warnedAt;
    private @Nullable Instant escalatedAt;
    private @Nullable String escalatedTo;
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

    /**
     * A review of what this record asks people about.
     *
     * @param deadlines null for a member of a group, which waits as long as its group
     */
    static Review open(Kind kind, DecisionRecord record, @Nullable Deadlines deadlines, long taskKey, Instant now) {
        Review review = new Review();
        review.id = Ids.next();
        review.suggestion = record.suggestion().value();
        review.revision = record.revision();
        review.kind = kind;
        review.concern = Concern.of(record.verdict());
        review.asked = record.verdict().reviewers();
        review.approvalsNeeded = review.seats().people();
        review.waitsFor = review.seats().free().toArray(String[]::new);
        if (deadlines != null) {
            review.waitUntil(deadlines);
        }
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

    /** Who has still to be heard. */
    Seats seats() {
        return new Seats(
                asked, decisions.stream().flatMap(made -> made.seat().stream()).toList());
    }

    boolean isDue(Instant now) {
        return isOpen() && dueAt != null && !dueAt.isAfter(now);
    }

    /** Notes that those who may decide were warned; returns whether they had not been. */
    boolean warn(Instant now) {
        if (!isOpen() || warnedAt != null) {
            return false;
        }
        warnedAt = now;
        return true;
    }

    /** Asks another group too; returns whether it had not been asked. */
    boolean escalate(String group, Instant now) {
        if (!isOpen() || escalatedAt != null) {
            return false;
        }
        escalatedAt = now;
        escalatedTo = group;
        waitFor(group);
        return true;
    }

    private void waitFor(String group) {
        List<String> groups = new ArrayList<>(seats().free());
        if (!groups.contains(group)) {
            groups.add(group);
        }
        waitsFor = groups.toArray(String[]::new);
    }

    /** Whether this seat is free. */
    boolean hasFree(String seat) {
        return seats().free().contains(seat);
    }

    /**
     * The seat that this person takes.
     *
     * @throws Refusal.NotAllowed if none is free for any of the person's groups
     */
    String seatFor(Reviewer person) {
        return seats().seatFor(person.groups(), escalatedTo)
                .orElseThrow(() -> new Refusal.NotAllowed(
                        "not-your-group",
                        "Review " + id + " waits for " + String.join(" and ", waitsFor) + "; " + person.name()
                                + " is of " + String.join(", ", new TreeSet<>(person.groups())) + "."));
    }

    /**
     * The process engine may hand out the same user task under another key, for example after a migration.
     *
     * @param due for what has no deadlines, since it was one of a group
     */
    void waitFor(long key, Deadlines due) {
        this.taskKey = key;
        if (dueAt == null) {
            waitUntil(due);
        }
    }

    private void waitUntil(Deadlines due) {
        warnAt = due.warnAt();
        escalateAt = due.escalateAt();
        dueAt = due.dueAt();
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
            if (escalatedTo == null) {
                waitsFor = seats().free().toArray(String[]::new);
            } else {
                waitFor(escalatedTo);
            }
        }
        if (made.decision() == Decision.APPROVE && !seats().free().isEmpty()) {
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
                asked,
                List.of(waitsFor),
                warnAt == null || escalateAt == null || dueAt == null ? null : new Deadlines(warnAt, escalateAt, dueAt),
                warnedAt,
                escalatedAt,
                openedAt,
                outcome,
                closedAt,
                decisions.stream().map(MadeDecision::view).toList(),
                looking,
                version);
    }
}
