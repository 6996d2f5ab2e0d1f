package org.countersign.review;

import java.time.Instant;
import java.util.List;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;

/**
 * A person gave their word on a group of reviews: one decision, however many suggestions it moves.
 *
 * @param sample the drawn members that waited for it, which the person has seen where it is an approval
 * @param last whether it ended the group
 */
public record GroupDecisionTaken(
        ReviewGroupId group,
        Kind kind,
        Concern concern,
        String person,
        Decision decision,
        List<Seen> sample,
        Instant at,
        boolean last) {

    public GroupDecisionTaken {
        sample = List.copyOf(sample);
    }

    /** A member as it was when it was decided on. */
    public record Seen(SuggestionId suggestion, int revision) {}
}
