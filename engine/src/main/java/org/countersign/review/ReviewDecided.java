package org.countersign.review;

import org.countersign.suggestion.SuggestionId;

/**
 * People finished a review.
 *
 * @param taskKey key of the process engine's job that waits for it
 * @param outcome never CLOSED
 */
public record ReviewDecided(ReviewId id, SuggestionId suggestion, long taskKey, ReviewOutcome outcome) {}
