package org.countersign.autonomy;

import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;

/** A suggestion that the audit sample took though nothing asked for a person. */
public record DrawnCase(SuggestionId suggestion, Proposal proposal) {}
