package org.countersign.review;

import java.time.Instant;

/**
 * When a review that nobody finishes is chased. Each of them no earlier than the one before.
 *
 * @param warnAt those who may decide are warned
 * @param escalateAt another group is asked too
 * @param dueAt the review is over, and its suggestion with it
 */
public record Deadlines(Instant warnAt, Instant escalateAt, Instant dueAt) {

    public Deadlines {
        if (escalateAt.isBefore(warnAt) || dueAt.isBefore(escalateAt)) {
            throw new IllegalArgumentException("A review is warned of, escalated and over in this order, not at "
                    + warnAt + ", " + escalateAt + " and " + dueAt + ".");
        }
    }

    /** The earlier ones of both. */
    static Deadlines earlier(Deadlines one, Deadlines other) {
        return new Deadlines(
                earlier(one.warnAt, other.warnAt),
                earlier(one.escalateAt, other.escalateAt),
                earlier(one.dueAt, other.dueAt));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
