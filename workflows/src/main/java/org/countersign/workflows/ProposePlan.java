package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countersign.allocation.Allocations;
import org.springframework.stereotype.Component;

/** Job {@code allocation.propose}. */
@Component
class ProposePlan implements JobWork {

    private final Allocations allocations;

    ProposePlan(Allocations allocations) {
        this.allocations = allocations;
    }

    @Override
    public String type() {
        return "allocation.propose";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.REQUEST_ID);
    }

    /** The solver takes its time. */
    @Override
    public Duration timeout() {
        return Duration.ofMinutes(10);
    }

    @Override
    public JobResult perform(Job job) {
        return allocations
                .propose(requestKey(job))
                .<JobResult>map(plan ->
                        new JobResult.Done(Map.of(Variables.PLAN_PROPOSED, true, Variables.PLAN_ID, plan.toString())))
                .orElseGet(() -> JobResult.done(Variables.PLAN_PROPOSED, false));
    }

    /** The planner's own request, or the instance that the timer started. */
    private static String requestKey(Job job) {
        return job.variables().get(Variables.REQUEST_ID) instanceof String request
                ? request
                : "instance-" + job.processInstanceKey();
    }
}
