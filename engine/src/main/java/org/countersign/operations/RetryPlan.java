package org.countersign.operations;

import java.time.Duration;

/** How long failed work waits for its next attempt; there always is one. */
@FunctionalInterface
public interface RetryPlan {

    /** @param attempts how often it has failed by now, 1 or more */
    Duration delayAfter(int attempts);
}
