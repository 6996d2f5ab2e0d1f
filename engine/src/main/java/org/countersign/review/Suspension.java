package org.countersign.review;

import java.time.Instant;

/** Somebody's right to approve is suspended. */
public record Suspension(String person, Instant since, String reason) {}
