package org.countersign.review;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.policy.Reviewers;

/**
 * Somebody who decides on reviews.
 *
 * @param name user name
 * @param groups that the person speaks for, for example {@code legal}; every reviewer is of the group {@code reviewers}
 */
public record Reviewer(String name, Set<String> groups) {

    public Reviewer {
        groups = Stream.concat(groups.stream(), Stream.of(Reviewers.ANYONE)).collect(Collectors.toUnmodifiableSet());
    }

    /** A reviewer who is of no special group. */
    public static Reviewer named(String name) {
        return new Reviewer(name, Set.of());
    }
}
