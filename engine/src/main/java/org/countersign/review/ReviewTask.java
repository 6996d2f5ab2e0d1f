package org.countersign.review;

import org.countersign.suggestion.SuggestionView;

/** A row of the queue: an open review and the suggestion it is about. */
public record ReviewTask(ReviewView review, SuggestionView suggestion) {}
