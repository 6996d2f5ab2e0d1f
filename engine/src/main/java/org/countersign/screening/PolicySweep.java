package org.countersign.screening;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pass over everything that rests on a verdict of other policies than those now in force.
 *
 * @param policyVersion the version that came into force
 * @param position how far it is in the order of screening, of {@code upTo}
 * @param regated suggestions sent back to the start so far
 * @param kept approved automatically once more, and left as they are, so far
 * @param finishedAt null while it is under way
 */
public record PolicySweep(
        long id,
        String policyVersion,
        Instant begunAt,
        long position,
        long upTo,
        long regated,
        long kept,
        @Nullable Instant finishedAt) {}
