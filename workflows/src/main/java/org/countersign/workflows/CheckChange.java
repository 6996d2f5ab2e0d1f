package org.countersign.workflows;

import java.util.List;
import org.countersign.governance.ChangeApprovals;
import org.countersign.operations.BulkProcesses;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Component;

/** Job {@code policy.check}. */
@Component
class CheckChange implements JobWork {

    private final ChangeApprovals approvals;
    private final BulkProcesses processes;

    CheckChange(ChangeApprovals approvals, BulkProcesses processes) {
        this.approvals = approvals;
        this.processes = processes;
    }

    @Override
    public String type() {
        return "policy.check";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.CHANGE_ID, Variables.CHANGE_REVISION);
    }

    @Override
    public JobResult perform(Job job) {
        processes.running(job.processId(), job.submission(), job.processInstanceKey(), job.processVersion());
        boolean passed = approvals.check(job.changeId(), job.changeRevision());
        if (!passed) {
            processes.ended(job.submission());
        }
        return JobResult.done(Variables.CHECKS_PASSED, passed);
    }

    /** The change has gone on without this revision. */
    @Override
    public JobResult afterRefusal(Job job, Refusal refusal) {
        if (refusal instanceof Refusal.Conflict) {
            processes.ended(job.submission());
            return new JobResult.Stray();
        }
        throw refusal;
    }
}
