package org.countersign.workflows;

import java.util.List;
import java.util.Map;

/**
 * Work that costs little more for many jobs than for one: what waits is taken together, done in one transaction with a
 * few statements, and answered together. So the more there is to do, the less each costs.
 */
interface BulkJobWork extends JobWork {

    /**
     * Performs all of them or none: whatever is thrown leaves no trace, and each job is then performed by itself, so that
     * one that fails or is refused holds up no other.
     *
     * @return a result for each
     */
    Map<Job, JobResult> performAll(List<Job> jobs);
}
