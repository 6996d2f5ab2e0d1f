package org.countersign.suggestion;

import java.util.List;
import org.countersign.shared.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one posted suggestion.
 *
 * @param externalId as posted; null where none could be read
 * @param id our id; null if INVALID
 * @param errors everything wrong with it; empty unless INVALID or CONFLICT
 */
public record Receipt(@Nullable String externalId, @Nullable String id, Status status, List<FieldError> errors) {

    /** What became of a posted suggestion. */
    public enum Status {
        ACCEPTED,
        DUPLICATE,
        CONFLICT,
        INVALID
    }
}
