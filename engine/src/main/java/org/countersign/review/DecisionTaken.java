package org.countersign.review;

import java.time.Instant;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A person gave their word in a review, whether or not it was the last one needed.
 *
 * @param openedAt since when the person had it open; null where that is not known
 * @param last whether it ended the review
 */
public record DecisionTaken(
        ReviewId review,
        SuggestionId suggestion,
        int revision,
        Kind kind,
        Concern concern,
        String person,
        Decision decision,
        @Nullable Instant openedAt,
        Instant at,
        boolean last) {}
