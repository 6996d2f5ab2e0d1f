package org.countersign.allocation;

/** A planner discarded a proposed plan; nothing was scheduled. */
public record PlanDiscarded(PlanId plan, long taskKey) {}
