package org.countersign.suggestion;

import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends uploads that fell silent, as they do when the application is killed while one comes in. */
@Component
class BatchSweeper {

    // Lines wait in a file before they are taken in, so that between two chunks of a living upload seconds pass at
    // most.
    static final Duration SILENCE = Duration.ofMinutes(5);

    private final Batches batches;

    BatchSweeper(Batches batches) {
        this.batches = batches;
    }

    /** How often is set by {@code countersign.suggestion.batch-sweep-interval}. */
    @Scheduled(fixedDelayString = "${countersign.suggestion.batch-sweep-interval:PT30S}")
    void sweep() {
        batches.closeSilent(SILENCE);
    }
}
