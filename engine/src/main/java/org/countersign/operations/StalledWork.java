package org.countersign.operations;

import java.time.Instant;

/**
 * Work for the process engine that failed and waits for its next attempt.
 *
 * @param kind job type or command name
 * @param subject what it is about, for example {@code suggestion:<id>}
 * @param attempts how often it has failed, 1 or more
 */
public record StalledWork(
        String key,
        String kind,
        String subject,
        String reason,
        int attempts,
        Instant firstFailedAt,
        Instant lastFailedAt,
        Instant nextAttemptAt) {}
