package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.Instances;
import org.countersign.review.ReviewGroups;
import org.countersign.screening.Screenings;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.springframework.stereotype.Component;

/**
 * Job {@code batch.gate}: screens one chunk of a batch; what is clear is published, what needs a person joins the group
 * of its reasons. Begun again after a crash it goes on where it was, since every step looks at where each suggestion
 * stands.
 */
@Component
class GateChunk implements JobWork {

    private final Batches batches;
    private final Screenings screenings;
    private final ReviewGroups groups;
    private final Release release;
    private final Instances instances;
    private final BulkProcesses processes;

    GateChunk(
            Batches batches,
            Screenings screenings,
            ReviewGroups groups,
            Release release,
            Instances instances,
            BulkProcesses processes) {
        this.batches = batches;
        this.screenings = screenings;
        this.groups = groups;
        this.release = release;
        this.instances = instances;
        this.processes = processes;
    }

    @Override
    public String type() {
        return "batch.gate";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.BATCH_ID, Variables.CHUNK);
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(2);
    }

    @Override
    public JobResult perform(Job job) {
        BatchId batch = BatchId.of(job.text(Variables.BATCH_ID));
        if (!processes.register(batch.value(), job.processInstanceKey(), job.processVersion())) {
            return new JobResult.Stray();
        }
        int chunk = job.number(Variables.CHUNK);
        release.onTheirOwn(release.together(in(batch, chunk, SuggestionState.RECEIVED), screenings::screenAll));
        release.onTheirOwn(release.together(
                in(batch, chunk, SuggestionState.SCREENED), screened -> groups.admit(batch, screened)));
        release.release(in(batch, chunk, SuggestionState.APPROVED));
        return new JobResult.Done(Map.of());
    }

    /** Those of the chunk that stand here and have no process of their own, as a revised one has. */
    private List<SuggestionId> in(BatchId batch, int chunk, SuggestionState state) {
        List<SuggestionId> ids = batches.chunk(batch, chunk).entrySet().stream()
                .filter(each -> each.getValue() == state)
                .map(Map.Entry::getKey)
                .toList();
        Set<String> own =
                instances.runningAmong(ids.stream().map(SuggestionId::toString).toList());
        return ids.stream().filter(id -> !own.contains(id.toString())).toList();
    }
}
