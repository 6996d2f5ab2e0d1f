package org.countersign.oversight;

import java.time.Instant;
import java.util.UUID;
import org.countersign.review.Decision;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A second look as the one sees it who takes it: nothing says how it was decided, or whether the answer is known.
 *
 * @param blind what was answered before the model's view was shown; null until then
 */
public record LookView(
        UUID id,
        SuggestionId suggestion,
        int revision,
        Kind kind,
        @Nullable Decision blind,
        Instant begunAt) {}
