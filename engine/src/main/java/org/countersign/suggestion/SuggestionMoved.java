package org.countersign.suggestion;

/**
 * A feature decided on a suggestion and moved it on, for example from IN_REVIEW to APPROVED. Ends before its time are told
 * by {@link SuggestionsEnded}.
 */
public record SuggestionMoved(SuggestionId id, int revision, SuggestionState previous, SuggestionState state) {}
