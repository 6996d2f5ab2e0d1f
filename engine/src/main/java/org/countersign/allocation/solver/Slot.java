package org.countersign.allocation.solver;

import org.optaplanner.core.api.domain.lookup.PlanningId;

/** A slot as OptaPlanner sees it: the planning value. */
final class Slot {

    @PlanningId
    private final Integer index;

    Slot(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    @Override
    public String toString() {
        return "slot " + index;
    }
}
