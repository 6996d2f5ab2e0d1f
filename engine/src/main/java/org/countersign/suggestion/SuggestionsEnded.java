package org.countersign.suggestion;

import java.util.List;

/** Suggestions ended together, or one did: one event for all of them, so that whoever notes it needs no statement for each. */
public record SuggestionsEnded(List<SuggestionEnded> suggestions) {

    public SuggestionsEnded {
        suggestions = List.copyOf(suggestions);
    }

    /** Those that ended. */
    public List<SuggestionId> ids() {
        return suggestions.stream().map(SuggestionEnded::id).toList();
    }
}
