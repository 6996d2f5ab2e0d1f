package org.countersign.workflows;

import java.util.UUID;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanId;
import org.springframework.stereotype.Component;

/** User task {@code Confirm plan}. */
@Component
class ConfirmPlan implements UserTask {

    private final Allocations allocations;

    ConfirmPlan(Allocations allocations) {
        this.allocations = allocations;
    }

    @Override
    public String elementId() {
        return "userTask_ConfirmPlan";
    }

    @Override
    public void open(Job job) {
        allocations.awaitConfirmation(new PlanId(UUID.fromString(job.text(Variables.PLAN_ID))), job.key());
    }
}
