package org.countersign.workflows;

import java.util.Map;
import java.util.UUID;
import org.countersign.operations.BulkProcesses;
import org.countersign.review.ReviewGroupDecided;
import org.countersign.review.ReviewGroupId;
import org.countersign.review.ReviewGroupOpened;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.BatchReceived;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the domain's events about batches and groups mean for the process engine; see {@link ProcessCommands}. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class BatchCommands {

    private final Outbox outbox;
    private final BulkProcesses processes;

    BatchCommands(Outbox outbox, BulkProcesses processes) {
        this.outbox = outbox;
        this.processes = processes;
    }

    @EventListener
    void on(BatchReceived event) {
        if (event.chunks() > 0) {
            processes.expect(ProcessModels.BATCH_SCREENING, event.id().value());
            startBatch(event.id(), event.chunks());
        }
    }

    void startBatch(BatchId batch, int chunks) {
        start(
                Messages.BATCH_RECEIVED,
                "batch:" + batch,
                batch.value(),
                Map.of(Variables.BATCH_ID, batch.toString(), Variables.CHUNKS, chunks));
    }

    @EventListener
    void on(ReviewGroupOpened event) {
        processes.expect(ProcessModels.GROUP_REVIEW, event.id().value());
        startGroup(event.id());
    }

    void startGroup(ReviewGroupId group) {
        start(Messages.REVIEW_GROUP_OPENED, lane(group), group.value(), Map.of(Variables.GROUP_ID, group.toString()));
    }

    @EventListener
    void on(ReviewGroupDecided event) {
        outbox.add(
                lane(event.id()),
                new Command.Completion(
                        event.taskKey(),
                        Map.of(Variables.DECISION, event.outcome().name())));
    }

    private void start(String message, String lane, UUID id, Map<String, Object> variables) {
        outbox.add(lane, new Command.Message(message, id.toString(), id.toString(), variables));
    }

    private static String lane(ReviewGroupId group) {
        return "group:" + group;
    }
}
