package org.countersign.governance;

import java.time.Instant;
import org.countersign.audit.EntryId;

/**
 * A change is to be checked, reported on, approved and brought into force.
 *
 * @param submission the log entry of it; a revision that was sent back may be submitted again
 * @param effectiveAt when it may come into force, at the earliest
 */
public record ChangeSubmitted(ChangeId id, int revision, EntryId submission, Instant effectiveAt) {}
