package org.countersign.allocation;

import java.time.Instant;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A confirmed place for a suggestion.
 *
 * @param reason why the plan put it there, in a sentence or two; null for plans from before reasons were kept
 */
public record SlotPlacement(
        PlanId plan,
        SuggestionId suggestion,
        String slot,
        String channel,
        Instant start,
        Instant end,
        @Nullable String reason) {}
