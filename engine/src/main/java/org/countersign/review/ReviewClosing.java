package org.countersign.review;

import java.time.Clock;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionRevised;
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
    private final ReviewGroupRows groupRows;
    private final ReviewGroups groups;
    private final Clock clock;

    ReviewClosing(
            ReviewRepository repository, ReviewRows rows, ReviewGroupRows groupRows, ReviewGroups groups, Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.groupRows = groupRows;
        this.groups = groups;
        this.clock = clock;
    }

    @EventListener
    void on(SuggestionEnded event) {
        close(event.id());
    }

    @EventListener
    void on(SuggestionRevised event) {
        close(event.id());
        rows.approvalsFall(event.id(), "REVISED", clock.instant());
    }

    @EventListener
    void on(SuggestionRegated event) {
        close(event.id());
        rows.approvalsFall(event.id(), event.cause().name(), clock.instant());
    }

    @EventListener
    void on(SuggestionsForgotten event) {
        rows.forget(event.suggestions());
    }

    private void close(SuggestionId suggestion) {
        repository.findOpen(suggestion.value()).ifPresent(review -> {
            review.close(clock.instant());
            repository.flush();
            groupRows.groupOf(review.id()).ifPresent(groups::closeIfDone);
        });
    }
}
