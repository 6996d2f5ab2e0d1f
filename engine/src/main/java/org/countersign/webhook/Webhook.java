package org.countersign.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doorbell.
 *
 * @param client whose it is
 * @param rungFor the head of the feed that it was last rung for with success; -1 where it is to be rung whatever the head
 * @param failures attempts in a row that failed
 * @param nextAttemptAt not rung before this
 * @param endedAt when it was taken down or given up; null while it is rung
 */
public record Webhook(
        UUID id,
        String client,
        String url,
        Instant createdAt,
        long rungFor,
        int failures,
        Instant nextAttemptAt,
        State state,
        @Nullable Instant endedAt) {

    /** What has become of a doorbell. */
    public enum State {
        /** It is rung, and the last ring was heard. */
        RINGING,
        /** Its last ring failed; it is tried again. */
        FAILING,
        /** It failed for too long. It is rung again if somebody asks for it. */
        GIVEN_UP,
        /** It was taken down for good. */
        REMOVED
    }
}
