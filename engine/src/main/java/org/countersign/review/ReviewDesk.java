package org.countersign.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.countersign.audit.EntryId;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to a review by the clock and by its process: opened, warned of, escalated, past its time. */
@Service
public class ReviewDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewDesk.class);
    private static final Actor DESK = Actor.system("review");

    private final ReviewRepository repository;
    private final ReviewRows rows;
    private final ReviewGroupRows groupRows;
    private final ReviewLog log;
    private final ReviewSchedule schedule;
    private final DeadlineSettings settings;
    private final TransactionTemplate transaction;
    private final Suggestions suggestions;
    private final Endings endings;
    private final Screenings screenings;
    private final Clock clock;

    ReviewDesk(
            ReviewRepository repository,
            ReviewRows rows,
            ReviewGroupRows groupRows,
            ReviewLog log,
            ReviewSchedule schedule,
            DeadlineSettings settings,
            TransactionTemplate transaction,
            Suggestions suggestions,
            Endings endings,
            Screenings screenings,
            Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.groupRows = groupRows;
        this.log = log;
        this.schedule = schedule;
        this.settings = settings;
        this.transaction = transaction;
        this.suggestions = suggestions;
        this.endings = endings;
        this.screenings = screenings;
        this.clock = clock;
    }

    /**
     * When a review of this suggestion that begins now is due: for the timers of its process, which hand it to
     * {@link #open} again.
     *
     * @throws Refusal.Conflict if the suggestion was erased
     */
    @Transactional(readOnly = true)
    public Deadlines deadlines(SuggestionId suggestion) {
        SuggestionView view = suggestions.get(suggestion);
        return schedule.from(clock.instant(), view, proposal(view));
    }

    /**
     * Opens the review that a user task asks for, due as {@link #deadlines} says at this moment.
     *
     * @see #open(SuggestionId, long, Deadlines)
     */
    @Transactional
    public ReviewId open(SuggestionId suggestion, long taskKey) {
        return open(suggestion, taskKey, deadlines(suggestion));
    }

    /**
     * Opens the review that a user task asks for, and moves the suggestion to IN_REVIEW; for a suggestion that has one
     * open already, it takes over the new task key and changes nothing else, but one that left its group gets
     * deadlines of its own.
     *
     * @throws Refusal.Conflict if the suggestion's present revision has no verdict, or needs nobody
     */
    @Transactional
    public ReviewId open(SuggestionId suggestion, long taskKey, Deadlines deadlines) {
        SuggestionView view = suggestions.lock(suggestion);
        Optional<Review> open = repository.findOpen(suggestion.value());
        if (open.isPresent()) {
            open.get().waitFor(taskKey, deadlines);
            return open.get().id();
        }
        DecisionRecord record = screenings
                .latest(suggestion)
                .filter(found -> found.revision() == view.revision())
                .orElseThrow(() -> new Refusal.Conflict(
                        "not-screened",
                        "Suggestion " + suggestion + " has no verdict on revision " + view.revision()
                                + ", so there is nothing to review yet."));
        Review review = Review.open(proposal(view).kind(), record, deadlines, taskKey, clock.instant());
        EntryId entry = log.opened(review, view.lastEntry(), DESK);
        repository.save(review);
        repository.flush();
        suggestions.move(suggestion, view.revision(), SuggestionState.IN_REVIEW, DESK, null, entry);
        return review.id();
    }

    /** Warns those who may decide on the open review of a suggestion, where there is one; done twice, it changes nothing. */
    @Transactional
    public void warn(SuggestionId suggestion) {
        suggestions.lock(suggestion);
        repository.findOpen(suggestion.value()).ifPresent(review -> review.warn(clock.instant()));
    }

    /** Hands the open review of a suggestion to another group too, where there is one; done twice, it changes nothing. */
    @Transactional
    public void escalate(SuggestionId suggestion) {
        SuggestionView view = suggestions.lock(suggestion);
        repository.findOpen(suggestion.value()).ifPresent(review -> {
            if (review.escalate(settings.escalateTo(), clock.instant())) {
                log.escalated(review, view.lastEntry(), settings.escalateTo(), DESK);
            }
        });
    }

    /**
     * Ends the suggestions whose review is past its time, at most {@code limit}; returns how many. Run by a timer, on
     * several instances at once if there are several; each is a transaction of its own.
     */
    public int expireDue(int limit) {
        int expired = 0;
        for (SuggestionId id : rows.due(clock.instant(), limit)) {
            try {
                expired += Objects.requireNonNull(transaction.execute(status -> expire(id)));
            } catch (RuntimeException e) {
                LOG.error("The review of suggestion {} cannot be ended; tried again with the next sweep.", id, e);
            }
        }
        return expired;
    }

    private int expire(SuggestionId id) {
        suggestions.lock(id);
        Instant now = clock.instant();
        Optional<Review> due = repository
                .findOpen(id.value())
                .filter(review -> review.isDue(now) || groupRows.isDue(review.id(), now));
        due.ifPresent(review -> endings.expire(DESK, id, "Nobody decided on it in time."));
        return due.isPresent() ? 1 : 0;
    }

    private static Proposal proposal(SuggestionView view) {
        return Optional.ofNullable(view.proposal())
                .orElseThrow(() -> new Refusal.Conflict(
                        "erased", "Suggestion " + view.id() + " was erased, so nobody can look at it."));
    }
}
