package org.countersign.operations;

import java.time.Instant;

/** An instance that was asked for and has not come. */
public record UnansweredStart(String suggestionId, int generation, Instant requestedAt) {}
