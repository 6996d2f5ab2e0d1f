package org.countersign.workflows;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobHandler;
import org.countersign.shared.Refusal;

/** Runs the work of one job type, and answers the engine. */
final class JobRunner implements JobHandler {

    private final JobWork work;
    private final JobFailures failures;
    private final PatientClient client;

    JobRunner(JobWork work, JobFailures failures, PatientClient client) {
        this.work = work;
        this.failures = failures;
        this.client = client;
    }

    @Override
    public void handle(JobClient ignored, ActivatedJob activated) {
        run(Job.of(activated));
    }

    /** Performs the job and says what came of it. */
    void run(Job job) {
        try {
            JobResult result = perform(job);
            failures.succeeded(job);
            switch (result) {
                case JobResult.Done done -> client.complete(job, done.flag());
                case JobResult.Stray stray -> client.cancelInstance(job);
            }
        } catch (RuntimeException e) {
            failures.failed(client, job, e);
        }
    }

    private JobResult perform(Job job) {
        try {
            return work.perform(job);
        } catch (Refusal refusal) {
            return work.afterRefusal(job, refusal);
        }
    }
}
