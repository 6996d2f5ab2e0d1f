package org.countersign.governance;

import java.time.Instant;
import java.util.List;
import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A decision that turns out differently.
 *
 * @param markets jurisdictions, as the rules see them
 * @param segment null for a single customer
 * @param rules that speak now and did not, or the other way round
 * @param live whether customers can see it at the moment
 * @param beforeWindow decided before the window began, and told of only because it is live
 */
public record Flip(
        SuggestionId suggestion,
        int revision,
        Instant at,
        String kind,
        List<String> markets,
        List<String> channels,
        @Nullable String segment,
        Route from,
        Route to,
        List<String> rules,
        boolean live,
        boolean beforeWindow) {

    public Flip {
        markets = List.copyOf(markets);
        channels = List.copyOf(channels);
        rules = List.copyOf(rules);
    }
}
