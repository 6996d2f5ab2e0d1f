package org.countersign.suggestion;

import java.time.Instant;
import org.countersign.audit.EntryId;

/**
 * Where a suggestion stands, without its document: all that it takes to end it.
 *
 * @param lastEntry the newest log entry about it
 */
record Standing(SuggestionId id, SuggestionState state, int revision, Instant expiresAt, EntryId lastEntry) {}
