package org.countersign.allocation.solver;

import java.time.Duration;

/** A moment after which nothing new is begun, on the monotonic clock. */
public final class Deadline {

    private final long at;

    private Deadline(long at) {
        this.at = at;
    }

    /** So much time from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Whether it is too late to begin anything. */
    public boolean hasPassed() {
        return System.nanoTime() - at >= 0;
    }

    /** What is left, never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, at - System.nanoTime()));
    }

    /** The moment by which a share of what is left has gone. */
    Deadline share(double share) {
        return in(Duration.ofNanos((long) (left().toNanos() * share)));
    }
}
