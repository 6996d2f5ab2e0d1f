package org.countersign.workflows;

import java.util.List;
import org.countersign.governance.ChangeApprovals;
import org.countersign.operations.BulkProcesses;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Component;

/** Job {@code policy.activate}. */
@Component
class ActivateChange implements JobWork {

    private final ChangeApprovals approvals;
    private final BulkProcesses processes;

    ActivateChange(ChangeApprovals approvals, BulkProcesses processes) {
        this.approvals = approvals;
        this.processes = processes;
    }

    @Override
    public String type() {
        return "policy.activate";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.CHANGE_ID, Variables.CHANGE_REVISION);
    }

    @Override
    public JobResult perform(Job job) {
        boolean activated = approvals.activate(job.changeId(), job.changeRevision());
        processes.ended(job.submission());
        return JobResult.done(Variables.ACTIVATED, activated);
    }

    /** The change has gone on without this revision. */
    @Override
    public JobResult afterRefusal(Job job, Refusal refusal) {
        if (refusal instanceof Refusal.Conflict && !refusal.type().equals("not-yet")) {
            processes.ended(job.submission());
            return new JobResult.Stray();
        }
        throw refusal;
    }
}
