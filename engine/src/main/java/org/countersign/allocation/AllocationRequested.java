package org.countersign.allocation;

/** A planner asked for a plan now. */
public record AllocationRequested(String requestId, String by) {}
