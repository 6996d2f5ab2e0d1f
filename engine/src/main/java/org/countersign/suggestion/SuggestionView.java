package org.countersign.suggestion;

import java.time.Instant;
import java.util.List;
import org.countersign.audit.EntryId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A suggestion as others see it.
 *
 * @param client the producer that posted it
 * @param revision 1 for the first
 * @param document the current revision as posted; null once erased
 * @param proposal the same, typed; null once erased
 * @param contentHash hex SHA-256 over the canonical document, without salt: what approvals are bound to
 * @param approvedUntil when its approval runs out; null where it has none, or one that lasts as long as itself
 * @param lastEntry the newest log entry about it
 */
public record SuggestionView(
        SuggestionId id,
        String client,
        String externalId,
        int revision,
        int generation,
        SuggestionState state,
        @Nullable JsonNode document,
        @Nullable Proposal proposal,
        String contentHash,
        Instant receivedAt,
        Instant expiresAt,
        @Nullable Instant approvedUntil,
        EntryId lastEntry,
        List<HistoryStep> history) {

    /** How often a reviewer has asked for changes. */
    public int reworkRounds() {
        return (int) history.stream()
                .filter(step -> step.state() == SuggestionState.CHANGES_REQUESTED)
                .count();
    }

    /** One step of its life. */
    public record HistoryStep(
            Instant at,
            SuggestionState state,
            int revision,
            String actor,
            @Nullable String reason) {}
}
