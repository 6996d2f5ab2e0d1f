package org.countersign.suggestion;

import java.time.Instant;

/**
 * A suggestion is to be gated: it is new, or was sent back to the start while no process runs for it.
 *
 * @param generation 1 for a new suggestion, one more each time a new process instance is needed
 * @param wantsSlot whether it waits for a slot once approved
 * @param expiresAt end of its validity
 */
public record SuggestionReceived(SuggestionId id, int generation, boolean wantsSlot, Instant expiresAt) {}
