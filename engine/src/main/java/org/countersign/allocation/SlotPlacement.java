package org.countersign.allocation;

import java.time.Instant;
import org.countersign.suggestion.SuggestionId;

/** A confirmed place for a suggestion. */
public record SlotPlacement(
        PlanId plan, SuggestionId suggestion, String slot, String channel, Instant start, Instant end) {}
