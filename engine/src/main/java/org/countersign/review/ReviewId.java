package org.countersign.review;

import java.util.UUID;

/** Identity of a review task. */
public record ReviewId(UUID value) {

    public static ReviewId random() {
        return new ReviewId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
