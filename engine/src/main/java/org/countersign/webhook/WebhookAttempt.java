package org.countersign.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One ring.
 *
 * @param number grows with every ring of any doorbell
 * @param head of the feed that it told of
 * @param status HTTP status of the answer; null if there was none
 * @param outcome what came of it, in words
 */
public record WebhookAttempt(
        long number, Instant at, long head, @Nullable Integer status, String outcome) {}
