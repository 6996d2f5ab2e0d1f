package org.countersign.workflows;

import java.util.List;
import org.countersign.review.ReviewDesk;
import org.springframework.stereotype.Component;

/** Job {@code review.escalate}. */
@Component
class EscalateReview implements JobWork {

    private final ReviewDesk desk;

    EscalateReview(ReviewDesk desk) {
        this.desk = desk;
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
        desk.escalate(job.suggestionId());
        return JobResult.done();
    }
}
