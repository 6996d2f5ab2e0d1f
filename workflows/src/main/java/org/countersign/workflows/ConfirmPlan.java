package org.countersign.workflows;

import java.util.UUID;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanId;
import org.countersign.operations.BulkProcesses;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** User task {@code Confirm plan}. */
@Component
class ConfirmPlan implements UserTask {

    private final Allocations allocations;
    private final BulkProcesses processes;

    ConfirmPlan(Allocations allocations, BulkProcesses processes) {
        this.allocations = allocations;
        this.processes = processes;
    }

    @Override
    public String elementId() {
        return "userTask_ConfirmPlan";
    }

    @Override
    @Transactional
    public void open(Job job) {
        PlanId plan = new PlanId(UUID.fromString(job.text(Variables.PLAN_ID)));
        processes.running(job.processId(), plan.value(), job.processInstanceKey(), job.processVersion());
        allocations.awaitConfirmation(plan, job.key());
    }
}
