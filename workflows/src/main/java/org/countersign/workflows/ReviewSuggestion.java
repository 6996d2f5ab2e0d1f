package org.countersign.workflows;

import java.time.Instant;
import org.countersign.review.Deadlines;
import org.countersign.review.ReviewDesk;
import org.springframework.stereotype.Component;

/** User task {@code Review suggestion}. */
@Component
class ReviewSuggestion implements UserTask {

    private final ReviewDesk desk;

    ReviewSuggestion(ReviewDesk desk) {
        this.desk = desk;
    }

    @Override
    public String elementId() {
        return "userTask_ReviewSuggestion";
    }

    @Override
    public void open(Job job) {
        if (!job.variables().containsKey(Variables.DUE_AT)) {
            // An instance of a version that knew no deadlines: it has no timers for them either.
            desk.open(job.suggestionId(), job.key());
            return;
        }
        desk.open(
                job.suggestionId(),
                job.key(),
                new Deadlines(
                        Instant.parse(job.text(Variables.WARN_AT)),
                        Instant.parse(job.text(Variables.ESCALATE_AT)),
                        Instant.parse(job.text(Variables.DUE_AT))));
    }
}
