package org.countersign.workflows;

import org.countersign.governance.ChangeApprovals;
import org.springframework.stereotype.Component;

/** User task {@code Approve change}. */
@Component
class ApproveChange implements UserTask {

    private final ChangeApprovals approvals;

    ApproveChange(ChangeApprovals approvals) {
        this.approvals = approvals;
    }

    @Override
    public String elementId() {
        return "userTask_ApproveChange";
    }

    @Override
    public void open(Job job) {
        approvals.awaitApproval(job.changeId(), job.changeRevision(), job.key());
    }
}
