package org.countersign.screening;

import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionId;

/** A suggestion got its verdict. */
public record SuggestionScreened(SuggestionId id, int revision, Route route) {}
