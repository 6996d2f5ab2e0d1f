package org.countersign.allocation.solver;

import java.time.Duration;

/**
 * How hard to try.
 *
 * @param timeLimit an answer is there at most about a second after it, and earlier once nothing better is possible
 * @param seed of all random choices: where a run ends for another reason than time, the same seed gives the same plan
 * @param moves that local search tries at most; the other stages are limited in proportion
 * @param usesOrTools whether CP-SAT helps where it is there
 */
public record Effort(Duration timeLimit, long seed, long moves, boolean usesOrTools) {

    /** With OR-Tools where it is there. */
    public Effort(Duration timeLimit, long seed, long moves) {
        this(timeLimit, seed, moves, true);
    }

    /** Until the time is up or the optimum is proven. */
    public static Effort of(Duration timeLimit) {
        return new Effort(timeLimit, 0, Long.MAX_VALUE);
    }

    /** Without CP-SAT, even where it is there. */
    public Effort withoutOrTools() {
        return new Effort(timeLimit, seed, moves, false);
    }
}
