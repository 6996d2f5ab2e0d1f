package org.countersign.suggestion;

import java.time.Instant;
import org.countersign.audit.EntryId;

/**
 * What a verdict rested on has changed, and the same revision is gated once more: approvals and open reviews fall, its
 * slot is given back and published content is taken back in the same transaction. (Where no process runs any more,
 * {@link SuggestionReceived} is published as well.)
 *
 * @param processRunning whether the running process is to go back to screening; false if a new one is started
 * @param entry the log entry that says so
 */
public record SuggestionRegated(
        SuggestionId id,
        RegateCause cause,
        boolean processRunning,
        boolean wantsSlot,
        Instant expiresAt,
        EntryId entry) {}
