package org.countersign.suggestion;

import java.util.List;

/**
 * Suggestions came in together and each wants a process of its own: one event for all of them, so that whoever answers
 * it needs no statement for each.
 */
public record SuggestionsReceived(List<SuggestionReceived> suggestions) {

    public SuggestionsReceived {
        suggestions = List.copyOf(suggestions);
    }
}
