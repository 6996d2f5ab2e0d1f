package org.countersign.suggestion;

import org.countersign.shared.Actor;

/**
 * A suggestion ended before its time: withdrawn, recalled or expired. Open reviews close, published content gets a
 * tombstone in the same transaction, and the process is told afterwards. Told in {@link SuggestionsEnded}.
 *
 * @param state WITHDRAWN or EXPIRED
 * @param previous the state it was in
 */
public record SuggestionEnded(
        SuggestionId id, SuggestionState state, SuggestionState previous, Actor actor, String reason) {}
