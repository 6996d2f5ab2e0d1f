package org.countersign.allocation.solver;

import java.time.Duration;

/**
 * How hard to try.
 *
 * @param timeLimit an answer is there at most about a second after it, and earlier once nothing better is possible
 * @param seed of all random choices: where a run ends for another reason than time, the same seed gives the same plan
 * @param moves that local search tries at most
 */
public record Effort(Duration timeLimit, long seed, long moves) {

    /** Until the time is up or the optimum is proven. */
    public static Effort of(Duration timeLimit) {
        return new Effort(timeLimit, 0, Long.MAX_VALUE);
    }
}
