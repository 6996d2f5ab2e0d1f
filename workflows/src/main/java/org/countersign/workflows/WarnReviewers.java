package org.countersign.workflows;

import java.util.List;
import org.countersign.review.Reviews;
import org.springframework.stereotype.Component;

/** Job {@code review.warn}. */
@Component
class WarnReviewers implements JobWork {

    private final Reviews reviews;

    WarnReviewers(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public String type() {
        return "review.warn";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.SUGGESTION_ID);
    }

    @Override
    public JobResult perform(Job job) {
        reviews.warn(job.suggestionId());
        return JobResult.done();
    }
}
