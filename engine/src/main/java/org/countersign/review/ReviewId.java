package org.countersign.review;

import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;

/** Identity of a review task. */
public record ReviewId(UUID value) {

    public static ReviewId next() {
        return new ReviewId(Ids.next());
    }

    /**
     * Reads an id from text.
     *
     * @throws Refusal.NotFound if it is none: such a review cannot exist
     */
    public static ReviewId of(String text) {
        try {
            return new ReviewId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("review", text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
