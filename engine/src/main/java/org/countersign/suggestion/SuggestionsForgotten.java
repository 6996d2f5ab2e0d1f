package org.countersign.suggestion;

import java.util.List;

/**
 * The customer these were about was erased: whoever wrote free text about them deletes it in the same transaction. Those
 * that still lived have ended before, each told in {@link SuggestionsEnded}.
 */
public record SuggestionsForgotten(List<SuggestionId> suggestions) {

    public SuggestionsForgotten {
        suggestions = List.copyOf(suggestions);
    }
}
