package org.countersign.workflows;

import java.util.List;
import org.countersign.governance.ChangeApprovals;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Component;

/** Job {@code policy.check}. */
@Component
class CheckChange implements JobWork {

    private final ChangeApprovals approvals;

    CheckChange(ChangeApprovals approvals) {
        this.approvals = approvals;
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
        return JobResult.done(Variables.CHECKS_PASSED, approvals.check(job.changeId(), job.changeRevision()));
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
