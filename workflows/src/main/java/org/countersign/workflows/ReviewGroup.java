package org.countersign.workflows;

import org.countersign.review.ReviewGroupId;
import org.countersign.review.ReviewGroups;
import org.springframework.stereotype.Component;

/** User task {@code Review group}. */
@Component
class ReviewGroup implements UserTask {

    private final ReviewGroups groups;

    ReviewGroup(ReviewGroups groups) {
        this.groups = groups;
    }

    @Override
    public String elementId() {
        return "userTask_ReviewGroup";
    }

    @Override
    public void open(Job job) {
        groups.awaitDecision(ReviewGroupId.of(job.text(Variables.GROUP_ID)), job.key());
    }
}
