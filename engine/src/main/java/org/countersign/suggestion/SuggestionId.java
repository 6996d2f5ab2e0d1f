package org.countersign.suggestion;

import java.util.UUID;
import org.countersign.shared.Ids;

/** Identity of a suggestion for its whole life, across revisions. */
public record SuggestionId(UUID value) {

    public static SuggestionId next() {
        return new SuggestionId(Ids.next());
    }

    /**
     * Reads an id from text.
     *
     * @throws org.countersign.shared.Refusal.NotFound if it is none: such a suggestion cannot exist
     */
    public static SuggestionId of(String text) {
        try {
            return new SuggestionId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new org.countersign.shared.Refusal.NotFound("suggestion", text);
        }
    }

    /** How log entries name it. */
    public String subject() {
        return "suggestion:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
