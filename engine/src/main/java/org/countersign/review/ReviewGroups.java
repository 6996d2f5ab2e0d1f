package org.countersign.review;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.review.ReviewGroupRows.Group;
import org.countersign.review.ReviewGroupRows.Member;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
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
    private final ReviewGroupMembers members;
    private final ReviewLog reviewLog;
    private final AuditEntries log;
    private final Suggestions suggestions;
    private final Screenings screenings;
    private final ApprovalRights rights;
    private final ReviewSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReviewGroups(
            ReviewGroupRows rows,
            ReviewGroupMembers members,
            ReviewLog reviewLog,
            AuditEntries log,
            Suggestions suggestions,
            Screenings screenings,
            ApprovalRights rights,
            ReviewSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.members = members;
        this.reviewLog = reviewLog;
        this.log = log;
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.rights = rights;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens a review for each of these suggestions of a batch that is SCREENED, and puts it into the group of its
     * reasons. Nobody is asked before {@link #open}. Repeating it changes nothing.
     */
    @Transactional
    public void admit(BatchId batch, Collection<SuggestionId> ids) {
        List<SuggestionView> views = suggestions.lockAll(ids).stream()
                .filter(view -> view.state() == SuggestionState.SCREENED)
                .toList();
        Map<SuggestionId, DecisionRecord> records =
                screenings.latestAll(views.stream().map(SuggestionView::id).toList());
        Map<Reasons, ReviewGroupId> groups = new HashMap<>();
        List<Member> joining = new ArrayList<>();
        List<Review> reviews = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        for (SuggestionView view : views) {
            DecisionRecord record = records.get(view.id());
            Proposal proposal = view.proposal();
            if (record == null || proposal == null) {
                continue; // Erased this very moment: it is WITHDRAWN by now.
            }
            ReviewGroupId group = groups.computeIfAbsent(
                    Reasons.of(proposal, record), reasons -> rows.findOrMake(batch, view.client(), reasons));
            Review review = Review.open(proposal.kind(), record, null, 0, clock.instant());
            reviews.add(review);
            joining.add(new Member(review.id(), group, record.seed()));
        }
        Map<SuggestionId, SuggestionView> byId = new HashMap<>();
        views.forEach(view -> byId.put(view.id(), view));
        List<EntryId> entries = reviewLog.openedAll(reviews, joining, byId, DESK);
        members.save(reviews);
        rows.join(joining);
        for (int i = 0; i < reviews.size(); i++) {
            SuggestionView view = byId.get(reviews.get(i).suggestion());
            if (view != null) {
                moves.add(Move.of(view, SuggestionState.IN_REVIEW, DESK, null, entries.get(i)));
            }
        }
        suggestions.moveAll(moves);
    }

    /**
     * Puts the groups of a batch before people, now that they are complete. A group of one is none: its review goes its
     * own way.
     *
     * @return the suggestions that are alone with their reasons
     */
    @Transactional
    public List<SuggestionId> open(BatchId batch) {
        List<SuggestionId> alone = new ArrayList<>();
        for (Group group : rows.forming(batch)) {
            if (group.waiting() > 1) {
                open(group);
                continue;
            }
            alone.addAll(members.dissolve(group.id()));
            rows.end(group.id(), ReviewOutcome.CLOSED, clock.instant());
        }
        return alone;
    }

    private void open(Group group) {
        int sample = AcceptanceSample.size(group.waiting(), settings.sampleShare(), settings.sampleConfidence());
        EntryId entry = log.append(reviewLog.groupOpened(group, sample, DESK));
        rows.open(group.id(), group.waiting(), entry, clock.instant());
        rows.draw(group.id(), sample);
        events.publishEvent(new ReviewGroupOpened(group.id()));
    }

    /** Notes the process engine's job that waits for the outcome; answers at once where people were faster. */
    @Transactional
    public void awaitDecision(ReviewGroupId id, long taskKey) {
        Group group = rows.lock(id).orElseThrow(() -> notFound(id));
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
    public Page<ReviewGroupView> queue(String person, @Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<Group> found = rows.queue(person, Reviews.seq(cursor), size + 1);
        List<Group> shown = found.subList(0, Math.min(size, found.size()));
        return new Page<>(
                shown.stream()
                        .map(group -> group.view(List.of(), rows.words(group.id())))
                        .toList(),
                found.size() > size ? String.valueOf(shown.getLast().seq()) : null);
    }

    /** How many open groups want this person's word. */
    @Transactional(readOnly = true)
    public long waitingFor(String person) {
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
        Group group = rows.find(id).filter(found -> found.openedAt() != null).orElseThrow(() -> notFound(id));
        return group.view(rows.sample(id), rows.words(id));
    }

    /** The open group that a review belongs to. */
    @Transactional(readOnly = true)
    public Optional<ReviewGroupId> groupOf(ReviewId review) {
        return rows.groupOf(review);
    }

    /** Notes that this person has opened a member: counts towards the sample if it was drawn. */
    @Transactional
    public void look(ReviewId review, String person) {
        rows.look(review, person, clock.instant());
    }

    /**
     * Takes a person's decision on all members that still wait. The last one needed ends the group; {@link #settle} then
     * applies it to each.
     *
     * @throws Refusal.Invalid if a reason is missing
     * @throws Refusal.Conflict if someone else decided since {@link NewDecision#version} was read, or it is to be approved
     *     and this person has not looked at the whole sample
     * @throws Refusal.NotAllowed if this person wrote the suggestions, has decided already, or may not approve for now
     */
    @Transactional
    public ReviewGroupView decide(ReviewGroupId id, NewDecision decision) {
        Group group = rows.lock(id).orElseThrow(() -> notFound(id));
        ReviewGroupView view = get(id);
        requireMay(view, decision);
        decision.requireReasons(view.approvalsNeeded());
        rights.require(decision.person().name(), decision.decision());
        EntryId entry = log.append(reviewLog.groupDecided(group, decision));
        Instant now = clock.instant();
        rows.add(id, decision, entry, now);
        boolean last = decision.decision() != Decision.APPROVE || view.approvalsMissing() == 1;
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

    private void end(Group group, ReviewOutcome outcome) {
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
        Group group = rows.find(id).orElseThrow(() -> notFound(id));
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
        Group group = rows.lock(id).orElseThrow(() -> notFound(id));
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

    private static Refusal.NotFound notFound(ReviewGroupId id) {
        return new Refusal.NotFound("review group", id.toString());
    }
}
