package org.countersign.suggestion;

import java.time.Instant;

/**
 * A new revision replaced the content of a suggestion whose process is still running: approvals and open reviews fall,
 * and it is screened again. (Where no process runs any more, {@link SuggestionReceived} is published as well.)
 *
 * @param processRunning whether the running process is to go back to screening; false if a new one is started
 */
public record SuggestionRevised(
        SuggestionId id, int revision, boolean processRunning, boolean wantsSlot, Instant expiresAt) {}
