package org.countersign.workflows;

import java.util.List;
import java.util.Map;
import org.countersign.operations.BulkProcesses;
import org.countersign.review.ReviewGroups;
import org.countersign.suggestion.BatchId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Job {@code batch.ask}: every chunk is screened, so the groups are complete and people can be asked. */
@Component
class OpenGroups implements JobWork {

    private final ReviewGroups groups;
    private final Release release;
    private final BulkProcesses processes;

    OpenGroups(ReviewGroups groups, Release release, BulkProcesses processes) {
        this.groups = groups;
        this.release = release;
        this.processes = processes;
    }

    @Override
    public String type() {
        return "batch.ask";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.BATCH_ID);
    }

    @Override
    @Transactional
    public JobResult perform(Job job) {
        BatchId batch = BatchId.of(job.text(Variables.BATCH_ID));
        release.onTheirOwn(groups.open(batch));
        processes.ended(batch.value());
        return new JobResult.Done(Map.of());
    }
}
