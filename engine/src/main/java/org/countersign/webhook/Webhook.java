package org.countersign.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doorbell.
 *
 * @param rungFor the head of the feed that it was last rung for, with success
 * @param failures attempts in a row that failed
 * @param endedAt when it was taken down, by its client or after failing for too long; null while it is rung
 */
public record Webhook(
        UUID id,
        String url,
        Instant createdAt,
        long rungFor,
        int failures,
        @Nullable Instant endedAt) {}
