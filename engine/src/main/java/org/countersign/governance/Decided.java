package org.countersign.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an officer said of a submitted revision.
 *
 * @param approved false: sent back
 * @param candidate the version it was said of
 * @param reportHash the impact report that was read
 */
public record Decided(
        int revision,
        String person,
        boolean approved,
        String candidate,
        String reportHash,
        @Nullable String comment,
        Instant at) {}
