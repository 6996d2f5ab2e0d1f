package org.countersign.workflows;

import java.util.List;
import org.countersign.review.Reviews;
import org.springframework.stereotype.Component;

/** Job {@code review.escalate}. */
@Component
class EscalateReview implements JobWork {

    private final Reviews reviews;

    EscalateReview(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public String type() {
        return "review.escalate";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.SUGGESTION_ID);
    }

    @Override
    public JobResult perform(Job job) {
        reviews.escalate(job.suggestionId());
        return JobResult.done();
    }
}
