package org.countersign.review;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.review.ReviewGroupRows.Member;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How groups come to be: reviews join the group of their reasons, chunk by chunk, until their batch is screened. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReviewGroupFormation {

    private static final Actor DESK = Actor.system("review");

    private final ReviewGroupRows rows;
    private final ReviewGroupSamples samples;
    private final ReviewGroupMembers members;
    private final ReviewLog reviewLog;
    private final ReviewSchedule schedule;
    private final AuditEntries log;
    private final Suggestions suggestions;
    private final Screenings screenings;
    private final ReviewSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReviewGroupFormation(
            ReviewGroupRows rows,
            ReviewGroupSamples samples,
            ReviewGroupMembers members,
            ReviewLog reviewLog,
            ReviewSchedule schedule,
            AuditEntries log,
            Suggestions suggestions,
            Screenings screenings,
            ReviewSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.samples = samples;
        this.members = members;
        this.reviewLog = reviewLog;
        this.schedule = schedule;
        this.log = log;
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens a review for each of these suggestions of a batch that is SCREENED, and puts it into the group of its
     * reasons. Nobody is asked before {@link #open}. Repeating it changes nothing.
     */
    void admit(BatchId batch, Collection<SuggestionId> ids) {
        List<SuggestionView> views = suggestions.lockAll(ids).stream()
                .filter(view -> view.state() == SuggestionState.SCREENED)
                .toList();
        Map<SuggestionId, DecisionRecord> records =
                screenings.latestAll(views.stream().map(SuggestionView::id).toList());
        Map<Reasons, ReviewGroupId> groups = new HashMap<>();
        Map<ReviewGroupId, Deadlines> earliest = new HashMap<>();
        BulkDeadlines deadlines = new BulkDeadlines(schedule, clock.instant());
        List<Member> joining = new ArrayList<>();
        List<Review> reviews = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        for (SuggestionView view : views) {
            DecisionRecord record = records.get(view.id());
            Proposal proposal = view.proposal();
            if (record == null || proposal == null) {
                continue; // Erased this very moment: it is WITHDRAWN by now.
            }
            Deadlines due = deadlines.of(view, proposal);
            ReviewGroupId group = groups.computeIfAbsent(
                    Reasons.of(proposal, record), reasons -> rows.findOrMake(batch, view.client(), reasons, due));
            earliest.merge(group, due, Deadlines::earlier);
            Review review = Review.open(proposal.kind(), record, null, 0, clock.instant());
            reviews.add(review);
            joining.add(new Member(review.id(), group, record.seed()));
        }
        Map<SuggestionId, SuggestionView> byId = new HashMap<>();
        views.forEach(view -> byId.put(view.id(), view));
        List<EntryId> entries = reviewLog.openedAll(reviews, joining, byId, DESK);
        members.save(reviews);
        rows.join(joining);
        earliest.forEach(rows::hasten);
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
    List<SuggestionId> open(BatchId batch) {
        List<SuggestionId> alone = new ArrayList<>();
        for (ReviewGroupRow group : rows.forming(batch)) {
            if (group.waiting() > 1) {
                open(group);
                continue;
            }
            alone.addAll(members.dissolve(group.id()));
            rows.end(group.id(), ReviewOutcome.CLOSED, clock.instant());
        }
        return alone;
    }

    private void open(ReviewGroupRow group) {
        int sample = AcceptanceSample.size(group.waiting(), settings.sampleShare(), settings.sampleConfidence());
        EntryId entry = log.append(reviewLog.groupOpened(group, sample, DESK));
        rows.open(group.id(), group.waiting(), entry, clock.instant());
        samples.draw(group.id(), sample);
        events.publishEvent(new ReviewGroupOpened(group.id()));
    }
}
