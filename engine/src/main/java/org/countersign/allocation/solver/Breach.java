package org.countersign.allocation.solver;

import org.optaplanner.core.api.score.stream.ConstraintJustification;

/** One way in which a plan breaks a demand: why it is infeasible. */
public sealed interface Breach extends ConstraintJustification {

    /** More used of a limit than its maximum, or less than its minimum; {@code used} is scaled. */
    record OfLimit(int limit, long used) implements Breach {}

    /** More placements of a campaign than its maximum, or fewer than its minimum. */
    record OfCampaign(int campaign, int placed) implements Breach {}

    /** Two pairs of one campaign that exclude each other: slots in conflict, or one slot twice. */
    record OfConflict(int pair, int otherPair) implements Breach {}
}
