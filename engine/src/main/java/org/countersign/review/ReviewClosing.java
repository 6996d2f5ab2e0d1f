package org.countersign.review;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionsEnded;
import org.countersign.suggestion.SuggestionsForgotten;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Closes a review that was overtaken, and lets approvals fall, in the transaction that overtook them: nobody decides on
 * what is gone, and no yes outlives what it was said to.
 */
@Component
class ReviewClosing {

    private final ReviewRepository repository;
    private final ReviewRows rows;
    private final ReviewGroups groups;
    private final Clock clock;

    ReviewClosing(ReviewRepository repository, ReviewRows rows, ReviewGroups groups, Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.groups = groups;
        this.clock = clock;
    }

    @EventListener
    void on(SuggestionsEnded event) {
        close(event.ids());
    }

    @EventListener
    void on(SuggestionRevised event) {
        close(List.of(event.id()));
        rows.approvalsFall(event.id(), "REVISED", clock.instant());
    }

    @EventListener
    void on(SuggestionRegated event) {
        close(List.of(event.id()));
        rows.approvalsFall(event.id(), event.cause().name(), clock.instant());
    }

    @EventListener
    void on(SuggestionsForgotten event) {
        rows.forget(event.suggestions());
    }

    /** What the session has not written yet comes first; a review that it holds is out of date then, and not read again. */
    private void close(Collection<SuggestionId> suggestions) {
        repository.flush();
        rows.close(suggestions, clock.instant()).forEach(groups::closeIfDone);
    }
}
