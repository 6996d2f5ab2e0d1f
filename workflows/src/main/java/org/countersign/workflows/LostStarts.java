package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.BulkProcesses.BulkProcess;
import org.countersign.operations.Instances;
import org.countersign.operations.UnansweredStart;
import org.countersign.review.ReviewGroupId;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks once more for process instances that never came: the engine forgets a start message after an hour, for example
 * where it was restored from a backup meanwhile. A second instance, should both come, is ended as a stray.
 */
@Component
class LostStarts {

    // Longer than the engine remembers a message, so that a repetition is not dropped as a double.
    private static final Duration PATIENCE = Duration.ofMinutes(70);
    private static final int AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(LostStarts.class);

    private final Instances instances;
    private final Suggestions suggestions;
    private final ProcessCommands commands;
    private final BulkProcesses bulk;
    private final Batches batches;
    private final BatchCommands batchCommands;
    private final TransactionTemplate transaction;

    LostStarts(
            Instances instances,
            Suggestions suggestions,
            ProcessCommands commands,
            BulkProcesses bulk,
            Batches batches,
            BatchCommands batchCommands,
            TransactionTemplate transaction) {
        this.instances = instances;
        this.suggestions = suggestions;
        this.commands = commands;
        this.bulk = bulk;
        this.batches = batches;
        this.batchCommands = batchCommands;
        this.transaction = transaction;
    }

    /** Sends at most 100 of them again. */
    void sendAgain() {
        try {
            List<UnansweredStart> lost = instances.unansweredStarts(PATIENCE, AT_ONCE);
            for (UnansweredStart start : lost) {
                transaction.executeWithoutResult(status -> sendAgain(start));
            }
            for (BulkProcess start : bulk.unanswered(PATIENCE, AT_ONCE)) {
                transaction.executeWithoutResult(status -> sendAgain(start));
            }
        } catch (RuntimeException e) {
            log.warn("Cannot look for lost process starts just now: {}", e.toString());
        }
    }

    private void sendAgain(UnansweredStart start) {
        SuggestionView suggestion = suggestions.get(SuggestionId.of(start.suggestionId()));
        if (suggestion.state().hasNoProcess() || suggestion.generation() != start.generation()) {
            instances.ended(start.suggestionId());
            return;
        }
        log.warn("No process instance came for suggestion {} since {}.", start.suggestionId(), start.requestedAt());
        instances.expectAgain(start);
        commands.start(suggestion);
    }

    private void sendAgain(BulkProcess start) {
        log.warn("No process instance {} came for {} since {}.", start.process(), start.id(), start.requestedAt());
        bulk.expectAgain(start.id());
        switch (start.process()) {
            case ProcessModels.BATCH_SCREENING -> {
                BatchId batch = new BatchId(start.id());
                batchCommands.startBatch(batch, batches.chunks(batch));
            }
            case ProcessModels.GROUP_REVIEW -> batchCommands.startGroup(new ReviewGroupId(start.id()));
            default -> throw new IllegalStateException("There is no bulk process " + start.process() + ".");
        }
    }
}
