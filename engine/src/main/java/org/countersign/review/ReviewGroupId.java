package org.countersign.review;

import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;

/** Identity of a group of reviews. */
public record ReviewGroupId(UUID value) {

    public static ReviewGroupId next() {
        return new ReviewGroupId(Ids.next());
    }

    /**
     * Reads an id from text.
     *
     * @throws Refusal.NotFound if it is none: such a group cannot exist
     */
    public static ReviewGroupId of(String text) {
        try {
            return new ReviewGroupId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("review group", text);
        }
    }

    /** How the log names it. */
    String subject() {
        return "group:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
