package org.countersign.policies;

import java.util.Optional;
import org.countersign.policy.FactSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts and what one rule must say about them, as a compliance officer wrote them down.
 *
 * @param expect the outcome, or NOTHING
 * @param message the exact message; null where the case does not care
 * @param approvals people who must approve; null where the case does not care
 */
record PolicyCase(
        String rule,
        Sort sort,
        String name,
        FactSet facts,
        String expect,
        @Nullable String message,
        @Nullable Integer approvals) {

    /** The four sorts of case that every rule needs. */
    enum Sort {
        HIT,
        MISS,
        UNKNOWN,
        BOUNDARY
    }

    boolean expectsNothing() {
        return expect.equals("NOTHING");
    }

    Optional<String> exactMessage() {
        return Optional.ofNullable(message);
    }

    Optional<Integer> exactApprovals() {
        return Optional.ofNullable(approvals);
    }

    @Override
    public String toString() {
        return rule + " " + sort + ": " + name;
    }
}
