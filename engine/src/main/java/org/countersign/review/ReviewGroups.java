package org.countersign.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of group reviews: what a batch asks people for the same reasons is asked once. People look at a drawn
 * sample and decide on all; the decision is then applied to each member, which has its own review, log entries and bound
 * approvals as if it had been decided alone, and may be decided alone, withdrawn or revised at any time before.
 */
@Service
public class ReviewGroups {

    private static final Actor DESK = Actor.system("review");
    private static final int LARGEST_PAGE = 200;

    /** Members that one call settles: one transaction. */
    private static final int CHUNK = 500;

    private final ReviewGroupRows rows;
    private final ReviewGroupSamples samples;
    private final ReviewGroupFormation formation;
    private final ReviewGroupMembers members;
    private final ReviewLog reviewLog;
    private final AuditEntries log;
    private final Suggestions suggestions;
    private final ApprovalRights rights;
    private final DeadlineSettings deadlineSettings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReviewGroups(
            ReviewGroupRows rows,
            ReviewGroupSamples samples,
            ReviewGroupFormation formation,
            ReviewGroupMembers members,
            ReviewLog reviewLog,
            AuditEntries log,
            Suggestions suggestions,
            ApprovalRights rights,
            DeadlineSettings deadlineSettings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.samples = samples;
        this.formation = formation;
        this.members = members;
        this.reviewLog = reviewLog;
        this.log = log;
        this.suggestions = suggestions;
        this.rights = rights;
        this.deadlineSettings = deadlineSettings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens a review for each of these suggestions of a batch that is SCREENED, and puts it into the group of its
     * reasons. Nobody is asked before {@link #open}. Repeating it changes nothing.
     */
    @Transactional
    public void admit(BatchId batch, Collection<SuggestionId> ids) {
        formation.admit(batch, ids);
    }

    /**
     * Puts the groups of a batch before people, now that they are complete. A group of one is none: its review goes its
     * own way.
     *
     * @return the suggestions that are alone with their reasons
     */
    @Transactional
    public List<SuggestionId> open(BatchId batch) {
        return formation.open(batch);
    }

    /** Until when people may take for it: for the timers of its process. */
    @Transactional(readOnly = true)
    public Deadlines deadlines(ReviewGroupId id) {
        return find(id).deadlines();
    }

    /** Warns those who may decide on an open group; done twice, it changes nothing. */
    @Transactional
    public void warn(ReviewGroupId id) {
        ReviewGroupRow group = lock(id);
        if (group.outcome() == null && group.warnedAt() == null) {
            rows.warned(id, clock.instant());
        }
    }

    /** Hands an open group to another group of people too; done twice, it changes nothing. */
    @Transactional
    public void escalate(ReviewGroupId id) {
        ReviewGroupRow group = lock(id);
        if (group.outcome() == null && group.escalatedAt() == null) {
            rows.escalated(id, deadlineSettings.escalateTo(), clock.instant());
            log.append(reviewLog.groupEscalated(group, deadlineSettings.escalateTo(), DESK));
        }
    }

    /** Notes the process engine's job that waits for the outcome; answers at once where people were faster. */
    @Transactional
    public void awaitDecision(ReviewGroupId id, long taskKey) {
        ReviewGroupRow group = lock(id);
        rows.awaitedBy(id, taskKey);
        if (group.outcome() != null) {
            events.publishEvent(new ReviewGroupDecided(id, taskKey, group.outcome()));
        }
    }

    /**
     * The open groups that want this person's word, longest waiting first, without their samples.
     *
     * @param cursor from the page before; null for the first
     * @param limit rows to return, 1 to 200
     */
    @Transactional(readOnly = true)
    public Page<ReviewGroupView> queue(Reviewer person, @Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<ReviewGroupRow> found = rows.queue(person, Reviews.seq(cursor), size + 1);
        List<ReviewGroupRow> shown = found.subList(0, Math.min(size, found.size()));
        return new Page<>(
                shown.stream()
                        .map(group -> group.view(List.of(), rows.words(group.id())))
                        .toList(),
                found.size() > size ? String.valueOf(shown.getLast().seq()) : null);
    }

    /** How many open groups want this person's word. */
    @Transactional(readOnly = true)
    public long waitingFor(Reviewer person) {
        return rows.count(person);
    }

    /** The groups of a batch that were put before people, oldest first, without their samples. */
    @Transactional(readOnly = true)
    public List<ReviewGroupView> of(BatchId batch) {
        return rows.of(batch).stream()
                .map(group -> group.view(List.of(), rows.words(group.id())))
                .toList();
    }

    /** @throws Refusal.NotFound if there is none, or its batch is still being screened */
    @Transactional(readOnly = true)
    public ReviewGroupView get(ReviewGroupId id) {
        ReviewGroupRow group =
                rows.find(id).filter(found -> found.openedAt() != null).orElseThrow(() -> notFound(id));
        return group.view(samples.of(id), rows.words(id));
    }

    /** The open group that a review belongs to. */
    @Transactional(readOnly = true)
    public Optional<ReviewGroupId> groupOf(ReviewId review) {
        return rows.groupOf(review);
    }

    /** Notes that this person has opened a member: counts towards the sample if it was drawn. */
    @Transactional
    public void look(ReviewId review, String person) {
        samples.look(review, person, clock.instant());
    }

    /**
     * Takes a person's decision on all members that still wait. The last one needed ends the group; {@link #settle} then
     * applies it to each.
     *
     * @throws Refusal.Invalid if a reason is missing
     * @throws Refusal.Conflict if someone else decided since {@link NewDecision#version} was read, or it is to be approved
     *     and this person has not looked at the whole sample
     * @throws Refusal.NotAllowed if this person wrote the suggestions, has decided already, is of no group whose word
     *     is wanted, or may not approve for now
     */
    @Transactional
    public ReviewGroupView decide(ReviewGroupId id, NewDecision decision) {
        ReviewGroupRow group = lock(id);
        ReviewGroupView view = get(id);
        requireMay(view, decision);
        decision.requireReasons(view.approvalsNeeded());
        rights.require(decision.person().name(), decision.decision());
        String seat = group.seatFor(decision.reviewer(), view.words());
        Seats left = group.seats(view.words(), seat);
        EntryId entry = log.append(reviewLog.groupDecided(group, decision));
        Instant now = clock.instant();
        rows.add(id, decision, seat, group.waitsFor(left), entry, now);
        boolean last = decision.decision() != Decision.APPROVE || left.free().isEmpty();
        if (last) {
            end(group, decision.decision().outcome());
        }
        events.publishEvent(new GroupDecisionTaken(
                id, view.kind(), view.concern(), decision.person().name(), decision.decision(), seen(view), now, last));
        return get(id);
    }

    private List<GroupDecisionTaken.Seen> seen(ReviewGroupView view) {
        List<SuggestionId> waiting = view.sample().stream()
                .filter(ReviewGroupView.Sampled::waiting)
                .map(ReviewGroupView.Sampled::suggestion)
                .toList();
        return suggestions.getAll(waiting).values().stream()
                .map(member -> new GroupDecisionTaken.Seen(member.id(), member.revision()))
                .toList();
    }

    private void end(ReviewGroupRow group, ReviewOutcome outcome) {
        rows.end(group.id(), outcome, clock.instant());
        if (group.taskKey() != 0) {
            events.publishEvent(new ReviewGroupDecided(group.id(), group.taskKey(), outcome));
        }
    }

    /**
     * Applies the decision to the next members that still wait, at most 500.
     *
     * @throws Refusal.Conflict if it is not decided
     */
    @Transactional
    public Settled settle(ReviewGroupId id) {
        ReviewGroupRow group = find(id);
        if (group.outcome() == null) {
            throw new Refusal.Conflict("group-undecided", "Group " + id + " is not decided yet.");
        }
        List<SuggestionId> ids = rows.waiting(id, CHUNK);
        if (group.outcome() == ReviewOutcome.CLOSED || ids.isEmpty()) {
            return new Settled(List.of(), false);
        }
        return new Settled(members.settle(group, suggestions.lockAll(ids), rows.words(id)), true);
    }

    /**
     * What one call has settled.
     *
     * @param onTheirOwn members that go on by themselves: approved, or with a decision of their own missing
     * @param more whether to call again
     */
    public record Settled(List<SuggestionId> onTheirOwn, boolean more) {

        public Settled {
            onTheirOwn = List.copyOf(onTheirOwn);
        }
    }

    /** A member was decided alone. */
    @EventListener
    void on(ReviewDecided event) {
        rows.groupOf(event.id()).ifPresent(this::closeIfDone);
    }

    /** Ends a group of which no member waits any more. */
    void closeIfDone(ReviewGroupId id) {
        // Locked first, so that of the last two members that go at once the second sees the first gone.
        ReviewGroupRow group = lock(id);
        if (group.outcome() == null && group.openedAt() != null && group.waiting() == 0) {
            end(group, ReviewOutcome.CLOSED);
        }
    }

    private static void requireMay(ReviewGroupView group, NewDecision decision) {
        String person = decision.person().name();
        if (!group.isOpen()) {
            throw new Refusal.Conflict(
                    "review-already-decided", "Group " + group.id() + " is " + group.outcome() + " already.");
        }
        if (group.client().equals(person)) {
            throw new Refusal.NotAllowed(
                    "author-cannot-decide",
                    person + " wrote the suggestions of group " + group.id() + "; someone else must decide on them.");
        }
        if (group.hasWordOf(person)) {
            throw new Refusal.NotAllowed(
                    "second-pair-of-eyes",
                    "Group " + group.id() + " has the decision of " + person
                            + " already; the next must come from someone else.");
        }
        if (decision.version() != group.version()) {
            throw new Refusal.Conflict(
                    "stale-review",
                    "Group " + group.id() + " changed while " + person + " was reading it. Look again.");
        }
        int unseen = group.unseenBy(person).size();
        if (decision.decision() == Decision.APPROVE && unseen > 0) {
            throw new Refusal.Conflict(
                    "sample-unseen",
                    "Of the " + group.sample().size() + " drawn members of group " + group.id() + ", " + person
                            + " has not opened " + unseen + ". Open them, then approve.");
        }
    }

    private ReviewGroupRow find(ReviewGroupId id) {
        return rows.find(id).orElseThrow(() -> notFound(id));
    }

    private ReviewGroupRow lock(ReviewGroupId id) {
        return rows.lock(id).orElseThrow(() -> notFound(id));
    }

    private static Refusal.NotFound notFound(ReviewGroupId id) {
        return new Refusal.NotFound("review group", id.toString());
    }
}
