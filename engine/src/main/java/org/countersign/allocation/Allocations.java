package org.countersign.allocation;

import java.util.List;
import java.util.Optional;
import org.countersign.suggestion.SuggestionId;
import org.springframework.stereotype.Service;

/** The front door of slot planning. */
@Service
public class Allocations {

    /**
     * Plans all waiting suggestions together and stores the proposal.
     *
     * @param requestKey makes it idempotent: the same key gives the same plan
     * @return the plan, empty if nothing waits or there is no slot
     */
    public Optional<PlanId> propose(String requestKey) {
        throw new UnsupportedOperationException();
    }

    /** Notes which user task waits for the planner's word on this plan. */
    public void awaitConfirmation(PlanId plan, long taskKey) {
        throw new UnsupportedOperationException();
    }

    /** The confirmed places of a suggestion, earliest first. */
    public List<SlotPlacement> placementsOf(SuggestionId suggestion) {
        throw new UnsupportedOperationException();
    }
}
