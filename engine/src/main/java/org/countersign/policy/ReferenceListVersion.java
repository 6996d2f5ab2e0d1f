package org.countersign.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a reference list.
 *
 * @param number from 1, in the order of proposals; 0 for the list that came with the product
 * @param lines its values; of a table, {@code key = number}
 * @param reason why it was proposed
 * @param decidedBy who approved or rejected it, never who proposed it; null while it is open
 */
public record ReferenceListVersion(
        String name,
        int number,
        List<String> lines,
        String reason,
        String proposedBy,
        Instant proposedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** What became of a proposal. */
    public enum State {
        PROPOSED,
        APPROVED,
        REJECTED
    }

    public ReferenceListVersion {
        lines = List.copyOf(lines);
    }
}
