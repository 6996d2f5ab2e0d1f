package org.countersign.pages;

import java.time.Instant;
import org.countersign.suggestion.SuggestionState;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion in a line, for lists and headings. Title and audience come from the producer: text, never markup.
 *
 * @param kind name of the kind; null once erased
 * @param value expected value with its currency; null where none was stated
 * @param withheld whether the log published it and the feed does not show it
 */
record Summary(
        String id,
        String externalId,
        String client,
        int revision,
        @Nullable String kind,
        String title,
        String audience,
        @Nullable String value,
        @Nullable String model,
        SuggestionState state,
        boolean withheld,
        Instant receivedAt,
        Instant expiresAt) {

    /** The end of the message key of what it is to people: its state, and not published where no customer sees it. */
    public String standing() {
        return withheld ? "WITHHELD" : state.name();
    }
}
