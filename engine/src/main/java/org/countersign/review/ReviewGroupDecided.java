package org.countersign.review;

/**
 * People decided on a group, or nobody needs to any more. What it means for each member follows, chunk by chunk.
 *
 * @param taskKey key of the process engine's job that waits for it; 0 if that has not come yet
 * @param outcome CLOSED where no member is left that waits
 */
public record ReviewGroupDecided(ReviewGroupId id, long taskKey, ReviewOutcome outcome) {}
