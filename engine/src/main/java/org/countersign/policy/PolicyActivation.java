package org.countersign.policy;

import java.time.Instant;
import org.countersign.audit.EntryId;

/**
 * A version coming into force.
 *
 * @param number counts activations, from 1; what people call "version 12"
 * @param version its hash, {@code sha256:...}; an earlier version that comes into force again keeps it
 * @param actor who brought it into force
 * @param entry where the log says so
 */
public record PolicyActivation(long number, String version, Instant at, String actor, EntryId entry) {}
