package org.countersign.allocation;

import java.time.Instant;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;

/**
 * An approved suggestion that waits for a slot.
 *
 * @param eligibleSlots how many slots to come it may take
 * @param currency of its expected value; empty if it states none
 */
public record WaitingView(
        SuggestionId suggestion, String name, Kind kind, int eligibleSlots, String currency, Instant validUntil) {}
