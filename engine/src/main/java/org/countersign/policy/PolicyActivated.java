package org.countersign.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another version came into force. Published inside the transaction that says so in the log; whoever evaluates gets the
 * new version once that has committed, on every instance of the application within about a second.
 *
 * @param number of the activation, from 1
 * @param previous the version in force before; null for the first one ever
 */
public record PolicyActivated(
        long number, String version, @Nullable String previous, Instant at) {}
