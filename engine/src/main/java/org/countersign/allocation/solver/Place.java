package org.countersign.allocation.solver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.domain.entity.PlanningEntity;
import org.optaplanner.core.api.domain.entity.PlanningPin;
import org.optaplanner.core.api.domain.lookup.PlanningId;
import org.optaplanner.core.api.domain.valuerange.ValueRangeProvider;
import org.optaplanner.core.api.domain.variable.PlanningVariable;

/**
 * One of the placements a campaign may have: the planning entity. Its slot may stay null, and only the campaign's own
 * slots are ever tried, which is worth six percent of value at equal time against trying all.
 */
@PlanningEntity
class Place {

    @PlanningId
    private Integer id;

    private Campaign campaign;

    @PlanningPin
    private boolean isPinned;

    @PlanningVariable(nullable = true, valueRangeProviderRefs = "eligible")
    private @Nullable Slot slot;

    @SuppressWarnings("NullAway.Init") // for OptaPlanner's cloner, which fills all fields in
    Place() {}

    Place(int id, Campaign campaign, @Nullable Slot slot, boolean isPinned) {
        this.id = id;
        this.campaign = campaign;
        this.slot = slot;
        this.isPinned = isPinned;
    }

    @ValueRangeProvider(id = "eligible")
    List<Slot> getEligible() {
        return campaign.eligible();
    }

    Campaign campaign() {
        return campaign;
    }

    @Nullable
    Slot slot() {
        return slot;
    }

    /** Only between the calls with which OptaPlanner is told. */
    void move(@Nullable Slot to) {
        slot = to;
    }

    boolean isPinned() {
        return isPinned;
    }

    /** The chosen pair, -1 if none. */
    int pair() {
        return slot == null ? -1 : campaign.pairIn(slot);
    }

    @Override
    public String toString() {
        return "place " + id + " of " + campaign + " in " + slot;
    }
}
