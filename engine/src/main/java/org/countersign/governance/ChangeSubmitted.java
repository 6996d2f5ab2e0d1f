package org.countersign.governance;

import java.time.Instant;

/**
 * A change is to be checked, reported on, approved and brought into force.
 *
 * @param effectiveAt when it may come into force, at the earliest
 */
public record ChangeSubmitted(ChangeId id, int revision, Instant effectiveAt) {}
