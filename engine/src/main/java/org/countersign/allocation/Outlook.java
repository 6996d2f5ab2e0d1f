package org.countersign.allocation;

import java.util.Map;
import org.countersign.suggestion.SuggestionState;

/**
 * What there will be to plan.
 *
 * @param slotsToCome slots of the book that still end in the future
 * @param headed how many suggestions want a slot and are not approved yet, by where they stand
 */
public record Outlook(int slotsToCome, Map<SuggestionState, Long> headed) {

    public Outlook {
        headed = Map.copyOf(headed);
    }
}
