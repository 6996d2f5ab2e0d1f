package org.countersign.allocation;

/** Where a plan stands: it waits for a planner, who decides once. */
public enum PlanState {
    PROPOSED,
    CONFIRMED,
    DISCARDED
}
