package org.countersign.review;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Component;

/** The reviews of a group: opened together, decided together, each with its own entries. */
@Component
class ReviewGroupMembers {

    private final ReviewGroupRows rows;
    private final ReviewRows reviewRows;
    private final ReviewRepository repository;
    private final ReviewLog reviewLog;
    private final AuditEntries log;
    private final Suggestions suggestions;
    private final EntityManager entities;
    private final Clock clock;

    ReviewGroupMembers(
            ReviewGroupRows rows,
            ReviewRows reviewRows,
            ReviewRepository repository,
            ReviewLog reviewLog,
            AuditEntries log,
            Suggestions suggestions,
            EntityManager entities,
            Clock clock) {
        this.rows = rows;
        this.reviewRows = reviewRows;
        this.repository = repository;
        this.reviewLog = reviewLog;
        this.log = log;
        this.suggestions = suggestions;
        this.entities = entities;
        this.clock = clock;
    }

    /** Saves new reviews; the repository would first look whether each is there already. */
    void save(List<Review> reviews) {
        reviews.forEach(entities::persist);
        repository.flush();
    }

    /** Lets the members go their own way; returns their suggestions. */
    List<SuggestionId> dissolve(ReviewGroupId group) {
        List<SuggestionId> waiting = rows.waiting(group, Integer.MAX_VALUE);
        rows.leave(repository
                .findOpenAmong(waiting.stream().map(SuggestionId::value).toList())
                .stream()
                .map(Review::id)
                .toList());
        return waiting;
    }

    /**
     * Gives each of these members every word on its group, as if it had been said to it alone.
     *
     * @param views of members that wait, locked
     * @param words on the group, oldest first
     * @return the suggestions that go on by themselves: approved, or still without enough words because somebody had
     *     decided on them alone before
     */
    List<SuggestionId> settle(ReviewGroupRow group, List<SuggestionView> views, List<ReviewView.Word> words) {
        Map<SuggestionId, SuggestionView> byId = new HashMap<>();
        views.forEach(view -> byId.put(view.id(), view));
        List<Review> reviews = repository.findOpenAmong(
                views.stream().map(view -> view.id().value()).toList());
        Map<ReviewId, EntryId> last = new HashMap<>();
        reviews.forEach(review -> last.put(
                review.id(),
                Objects.requireNonNull(byId.get(review.suggestion())).lastEntry()));
        Map<ReviewId, NewDecision> deciding = new HashMap<>();
        for (ReviewView.Word word : words) {
            NewDecision decision = new NewDecision(
                    Actor.person(word.person()), group.version(), word.decision(), word.code(), word.reason());
            say(group, decision, word, reviews, last, deciding);
        }
        repository.flush();
        return settle(reviews, byId, last, deciding);
    }

    /** Says one word to each that is open and has not heard this person yet. */
    private void say(
            ReviewGroupRow group,
            NewDecision decision,
            ReviewView.Word word,
            List<Review> reviews,
            Map<ReviewId, EntryId> last,
            Map<ReviewId, NewDecision> deciding) {
        List<Review> hearing = reviews.stream()
                .filter(Review::isOpen)
                .filter(review -> !review.hasWordOf(word.person()))
                // Where somebody decided on it alone before, the seat may be taken: it leaves and is decided alone.
                .filter(review -> word.seat() == null || review.hasFree(word.seat()))
                .toList();
        List<EntryId> entries = log.appendAll(hearing.stream()
                .map(review -> reviewLog.memberDecided(
                        review, Objects.requireNonNull(last.get(review.id())), decision, group.id(), word.entry()))
                .toList());
        for (int i = 0; i < hearing.size(); i++) {
            Review review = hearing.get(i);
            last.put(review.id(), entries.get(i));
            if (review.add(new MadeDecision(decision, word.seat(), entries.get(i), word.at()))) {
                deciding.put(review.id(), decision);
            }
        }
        if (decision.decision() == Decision.APPROVE) {
            approve(hearing, decision, last);
        }
    }

    private void approve(List<Review> reviews, NewDecision decision, Map<ReviewId, EntryId> last) {
        List<EntryId> approvals = log.appendAll(reviews.stream()
                .map(review ->
                        reviewLog.approval(review, decision.person(), Objects.requireNonNull(last.get(review.id()))))
                .toList());
        for (int i = 0; i < reviews.size(); i++) {
            last.put(reviews.get(i).id(), approvals.get(i));
            reviewRows.insertApproval(reviews.get(i), decision.person().name(), approvals.get(i), clock.instant());
        }
    }

    private List<SuggestionId> settle(
            List<Review> reviews,
            Map<SuggestionId, SuggestionView> views,
            Map<ReviewId, EntryId> last,
            Map<ReviewId, NewDecision> deciding) {
        List<Move> moves = new ArrayList<>();
        List<SuggestionId> onTheirOwn = new ArrayList<>();
        List<ReviewId> leaving = new ArrayList<>();
        for (Review review : reviews) {
            NewDecision decision = deciding.get(review.id());
            if (decision == null) {
                leaving.add(review.id());
                onTheirOwn.add(review.suggestion());
                continue;
            }
            SuggestionState next = Reviews.stateAfter(decision.decision());
            if (next == SuggestionState.APPROVED) {
                onTheirOwn.add(review.suggestion());
            }
            moves.add(Move.of(
                    Objects.requireNonNull(views.get(review.suggestion())),
                    next,
                    decision.person(),
                    decision.reason(),
                    Objects.requireNonNull(last.get(review.id()))));
        }
        rows.leave(leaving);
        suggestions.moveAll(moves);
        return onTheirOwn;
    }
}
