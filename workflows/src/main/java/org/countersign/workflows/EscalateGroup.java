package org.countersign.workflows;

import java.util.List;
import org.countersign.review.ReviewGroupId;
import org.countersign.review.ReviewGroups;
import org.springframework.stereotype.Component;

/** Job {@code group.escalate}. */
@Component
class EscalateGroup implements JobWork {

    private final ReviewGroups groups;

    EscalateGroup(ReviewGroups groups) {
        this.groups = groups;
    }

    @Override
    public String type() {
        return "group.escalate";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.GROUP_ID);
    }

    @Override
    public JobResult perform(Job job) {
        groups.escalate(ReviewGroupId.of(job.text(Variables.GROUP_ID)));
        return JobResult.done();
    }
}
