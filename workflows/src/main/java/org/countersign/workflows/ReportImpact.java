package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countersign.governance.ChangeApprovals;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Component;

/** Job {@code policy.report}. */
@Component
class ReportImpact implements JobWork {

    private final ChangeApprovals approvals;

    ReportImpact(ChangeApprovals approvals) {
        this.approvals = approvals;
    }

    @Override
    public String type() {
        return "policy.report";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.CHANGE_ID, Variables.CHANGE_REVISION);
    }

    /** A year of decisions takes its time. */
    @Override
    public Duration timeout() {
        return Duration.ofMinutes(10);
    }

    @Override
    public JobResult perform(Job job) {
        approvals.report(job.changeId(), job.changeRevision());
        return new JobResult.Done(Map.of());
    }

    /** The change has gone on without this revision. */
    @Override
    public JobResult afterRefusal(Job job, Refusal refusal) {
        if (refusal instanceof Refusal.Conflict) {
            return new JobResult.Stray();
        }
        throw refusal;
    }
}
