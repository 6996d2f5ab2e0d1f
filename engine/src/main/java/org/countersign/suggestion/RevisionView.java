package org.countersign.suggestion;

import java.time.Instant;
import org.countersign.audit.EntryId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One revision of a suggestion.
 *
 * @param revision 1 for the first
 * @param actor who wrote it, for example {@code CLIENT:shop-ml}
 * @param document canonical; null once erased
 * @param entry the log entry that received it
 */
public record RevisionView(
        int revision,
        String actor,
        Instant receivedAt,
        @Nullable JsonNode document,
        EntryId entry) {}
