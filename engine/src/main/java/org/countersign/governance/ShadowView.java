package org.countersign.governance;

import java.time.Instant;
import java.util.List;
import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionId;

/**
 * What a candidate said of live traffic beside the version in force.
 *
 * @param version the candidate as it is now; what an earlier revision of it said is not counted
 * @param decisions it has judged
 * @param turns how many of them it would have sent elsewhere
 * @param recent the newest of those, at most 50
 */
public record ShadowView(Instant since, String version, long decisions, List<Turn> turns, List<Difference> recent) {

    public ShadowView {
        turns = List.copyOf(turns);
        recent = List.copyOf(recent);
    }

    /** How often a route would have been another. */
    public record Turn(Route from, Route to, long count) {}

    /** One decision that would have been another. */
    public record Difference(SuggestionId suggestion, Instant at, Route from, Route to, List<String> rules) {}
}
