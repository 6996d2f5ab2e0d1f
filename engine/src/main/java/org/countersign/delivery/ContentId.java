package org.countersign.delivery;

import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;

/** Identity of a content item: one revision of one suggestion in one place. */
public record ContentId(UUID value) {

    static ContentId next() {
        return new ContentId(Ids.next());
    }

    /**
     * Reads an id from text.
     *
     * @throws Refusal.NotFound if it is none: such an item cannot exist
     */
    public static ContentId of(String text) {
        try {
            return new ContentId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("content item", text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
