package org.countersign.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The front door of reviews for people: the queue, and what they decide on it. */
@Service
public class Reviews {

    private final ReviewRepository repository;
    private final ReviewRows rows;
    private final ReviewQueue queue;
    private final StandingApprovals standing;
    private final ReviewLog log;
    private final DeadlineSettings settings;
    private final Suggestions suggestions;
    private final Screenings screenings;
    private final ApprovalRights rights;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reviews(
            ReviewRepository repository,
            ReviewRows rows,
            ReviewQueue queue,
            StandingApprovals standing,
            ReviewLog log,
            DeadlineSettings settings,
            Suggestions suggestions,
            Screenings screenings,
            ApprovalRights rights,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.queue = queue;
        this.standing = standing;
        this.log = log;
        this.settings = settings;
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.rights = rights;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The open reviews that want this person's word, longest waiting first.
     *
     * @param cursor from the page before; null for the first
     * @param limit rows to return, 1 to 200
     */
    @Transactional(readOnly = true)
    public Page<ReviewTask> queue(Reviewer person, QueueFilter filter, @Nullable String cursor, int limit) {
        return queue.page(person, filter, seq(cursor), limit);
    }

    /** How many open reviews want this person's word. */
    @Transactional(readOnly = true)
    public long waitingFor(Reviewer person) {
        return rows.count(person);
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public ReviewView get(ReviewId id) {
        return view(find(id));
    }

    /** All reviews a suggestion ever had, oldest first. */
    @Transactional(readOnly = true)
    public List<ReviewView> of(SuggestionId suggestion) {
        return repository.findBySuggestionOrderByOpenedAt(suggestion.value()).stream()
                .map(this::view)
                .toList();
    }

    /**
     * Notes that this person has the review open, for a few minutes. It locks nobody out; it only lets others see it.
     *
     * @return the review with everybody who is looking
     */
    @Transactional
    public ReviewView claim(ReviewId id, String person) {
        Review review = find(id);
        if (review.isOpen() && rows.look(id, person, clock.instant())) {
            log.claimed(review, person);
        }
        return view(review);
    }

    /**
     * Takes a person's decision. The last one needed moves the suggestion on and lets its process continue.
     *
     * @throws Refusal.Invalid if a reason is missing
     * @throws Refusal.Conflict if someone else decided since {@link NewDecision#version} was read, or the suggestion
     *     was revised, withdrawn or expired meanwhile
     * @throws Refusal.NotAllowed if this person wrote the suggestion, has decided already, or is of no group whose word
     *     is wanted; or if changes were requested as often as they may be
     */
    @Transactional
    public ReviewView decide(ReviewId id, NewDecision decision) {
        // Everybody who changes a review holds its suggestion's lock first: withdrawal closes it from that side.
        SuggestionView suggestion = suggestions.lock(
                rows.suggestionOf(id).orElseThrow(() -> new Refusal.NotFound("review", id.toString())));
        Review review = find(id);
        review.requireCurrent(decision);
        requireNotAuthor(suggestion, decision.person());
        String seat = review.seatFor(decision.reviewer());
        requireRoundLeft(suggestion, decision);
        decision.requireReasons(review.approvalsNeeded());
        rights.require(decision.person().name(), decision.decision());

        Instant now = clock.instant();
        EntryId entry = log.decided(review, suggestion.lastEntry(), decision);
        boolean ended = review.add(new MadeDecision(decision, seat, entry, now));
        if (decision.decision() == Decision.APPROVE) {
            entry = log.approved(review, decision.person(), entry);
            rows.insertApproval(review, decision.person().name(), entry, now);
        }
        repository.flush();
        Instant openedAt = rows.leave(id, decision.person().name()).orElse(null);
        if (ended) {
            finish(review, decision, entry);
        }
        events.publishEvent(review.taken(decision, openedAt, now, ended));
        return view(review);
    }

    /** The approvals of the current revision that stand, oldest first. */
    @Transactional(readOnly = true)
    public List<Approval> approvals(SuggestionId suggestion) {
        SuggestionView view = suggestions.get(suggestion);
        return approvalsOf(List.of(view), screenings.latestAll(List.of(suggestion)))
                .getOrDefault(suggestion, List.of());
    }

    /**
     * The same for many that the caller has read already; left out where there is none.
     *
     * @param records their newest decision records
     */
    @Transactional(readOnly = true)
    public Map<SuggestionId, List<Approval>> approvalsOf(
            Collection<SuggestionView> views, Map<SuggestionId, DecisionRecord> records) {
        return standing.of(views, records);
    }

    private void finish(Review review, NewDecision decision, EntryId entry) {
        SuggestionState next = stateAfter(decision.decision());
        suggestions.move(review.suggestion(), review.revision(), next, decision.person(), decision.reason(), entry);
        events.publishEvent(new ReviewDecided(
                review.id(),
                review.suggestion(),
                review.taskKey(),
                decision.decision().outcome()));
    }

    /** Where the decision that ends a review leads. */
    static SuggestionState stateAfter(Decision decision) {
        return switch (decision) {
            case APPROVE -> SuggestionState.APPROVED;
            case REJECT -> SuggestionState.REJECTED;
            case REQUEST_CHANGES -> SuggestionState.CHANGES_REQUESTED;
        };
    }

    /** Whether this person wrote any revision of it, and so may not decide on it. */
    public boolean wrote(Actor person, SuggestionView suggestion) {
        return suggestion.client().equals(person.name())
                || suggestion.history().stream()
                        .filter(step -> step.state() == SuggestionState.RECEIVED)
                        .anyMatch(step -> step.actor().equals(person.toString()));
    }

    private void requireNotAuthor(SuggestionView suggestion, Actor person) {
        if (wrote(person, suggestion)) {
            throw new Refusal.NotAllowed(
                    "author-cannot-decide",
                    person.name() + " wrote a revision of suggestion " + suggestion.id()
                            + "; someone else must decide on it.");
        }
    }

    /** How often changes may still be requested of a suggestion before somebody has to say yes or no; 0 or more. */
    public int roundsLeft(SuggestionView suggestion) {
        return Math.max(0, settings.reworkRounds() - suggestion.reworkRounds());
    }

    private void requireRoundLeft(SuggestionView suggestion, NewDecision decision) {
        if (decision.decision() == Decision.REQUEST_CHANGES && roundsLeft(suggestion) == 0) {
            throw new Refusal.NotAllowed(
                    "no-round-left",
                    "Changes of suggestion " + suggestion.id() + " were requested " + suggestion.reworkRounds()
                            + " times; approve or reject it now.");
        }
    }

    private ReviewView view(Review review) {
        UUID id = review.id().value();
        return review.view(rows.looking(List.of(id), clock.instant()).getOrDefault(id, List.of()));
    }

    private Review find(ReviewId id) {
        return repository.findById(id.value()).orElseThrow(() -> new Refusal.NotFound("review", id.toString()));
    }

    static long seq(@Nullable String cursor) {
        try {
            return cursor == null || cursor.isEmpty() ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Refusal.Invalid(
                    "No page starts at '" + cursor + "'.",
                    List.of(new FieldError("/cursor", "Take the cursor from the page before.")));
        }
    }
}
