package org.countersign.workflows;

import java.util.List;
import org.countersign.operations.BulkProcesses;
import org.countersign.review.ReviewGroupId;
import org.countersign.review.ReviewGroups;
import org.springframework.stereotype.Component;

/**
 * Job {@code group.ask}, the first of its process: registers the instance, so that a second one ends before it asks, and
 * says until when people are asked, for the timers of the review.
 */
@Component
class AskAboutGroup implements JobWork {

    private final BulkProcesses processes;
    private final ReviewGroups groups;

    AskAboutGroup(BulkProcesses processes, ReviewGroups groups) {
        this.processes = processes;
        this.groups = groups;
    }

    @Override
    public String type() {
        return "group.ask";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.GROUP_ID);
    }

    @Override
    public JobResult perform(Job job) {
        ReviewGroupId group = ReviewGroupId.of(job.text(Variables.GROUP_ID));
        return processes.register(group.value(), job.processInstanceKey(), job.processVersion())
                ? new JobResult.Done(Variables.of(groups.deadlines(group)))
                : new JobResult.Stray();
    }
}
