package org.countersign.suggestion;

import java.util.UUID;
import org.countersign.shared.Refusal;

/** Identity of one NDJSON upload. */
public record BatchId(UUID value) {

    /**
     * Reads an id from text.
     *
     * @throws Refusal.NotFound if it is none: such a batch cannot exist
     */
    public static BatchId of(String text) {
        try {
            return new BatchId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("batch", text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
