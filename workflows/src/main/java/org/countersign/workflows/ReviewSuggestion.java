package org.countersign.workflows;

import org.countersign.review.Reviews;
import org.springframework.stereotype.Component;

/** User task {@code Review suggestion}. */
@Component
class ReviewSuggestion implements UserTask {

    private final Reviews reviews;

    ReviewSuggestion(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public String elementId() {
        return "userTask_ReviewSuggestion";
    }

    @Override
    public void open(Job job) {
        reviews.open(job.suggestionId(), job.key());
    }
}
