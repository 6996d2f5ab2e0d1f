package org.countersign.workflows;

import java.util.List;
import org.countersign.review.ReviewDesk;
import org.springframework.stereotype.Component;

/** Job {@code review.warn}. */
@Component
class WarnReviewers implements JobWork {

    private final ReviewDesk desk;

    WarnReviewers(ReviewDesk desk) {
        this.desk = desk;
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
        desk.warn(job.suggestionId());
        return JobResult.done();
    }
}
