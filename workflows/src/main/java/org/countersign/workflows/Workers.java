package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobHandler;
import io.camunda.client.api.worker.JobWorker;
import io.camunda.client.api.worker.JobWorkerBuilderStep1.JobWorkerBuilderStep3;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All job workers of the application, open or closed together. */
final class Workers implements AutoCloseable {

    private static final String NAME = "countersign";
    private static final int TAKEN_AT_ONCE = 32;
    private static final Duration POLL = Duration.ofMillis(50);
    // The engine holds a question back until it has an answer, and can miss the moment: see BulkJobs.
    private static final Duration ASK = Duration.ofSeconds(2);

    private final CamundaClient client;
    private final List<JobWork> works;
    private final List<UserTask> userTasks;
    private final Outbox outbox;
    private final JobFailures failures;
    private final List<JobWorker> open = new ArrayList<>();
    private final List<BulkJobs> bulk = new ArrayList<>();

    Workers(CamundaClient client, List<JobWork> works, List<UserTask> userTasks, Outbox outbox, JobFailures failures) {
        this.client = client;
        this.works = works;
        this.userTasks = userTasks;
        this.outbox = outbox;
        this.failures = failures;
    }

    synchronized void open() {
        PatientClient patient = new PatientClient(client);
        for (JobWork work : works) {
            if (work instanceof BulkJobWork many) {
                BulkJobs jobs = new BulkJobs(client, many, NAME, failures, patient);
                jobs.open();
                bulk.add(jobs);
                continue;
            }
            open(work.type(), new JobRunner(work, failures, patient), work.timeout(), work.variables());
        }
        open(
                UserTaskRunner.TYPE,
                new UserTaskRunner(userTasks, outbox, failures, patient),
                null,
                List.of(
                        Variables.SUGGESTION_ID,
                        Variables.PLAN_ID,
                        Variables.GROUP_ID,
                        Variables.CHANGE_ID,
                        Variables.CHANGE_REVISION,
                        Variables.WARN_AT,
                        Variables.ESCALATE_AT,
                        Variables.DUE_AT));
    }

    private void open(String type, JobHandler handler, @Nullable Duration timeout, List<String> variables) {
        JobWorkerBuilderStep3 worker = client.newWorker().jobType(type).handler(handler);
        if (timeout != null) {
            worker.timeout(timeout);
        }
        open.add(worker.name(NAME)
                .maxJobsActive(TAKEN_AT_ONCE)
                .pollInterval(POLL)
                .requestTimeout(ASK)
                .fetchVariables(variables)
                .open());
    }

    /** Takes no new jobs; those under way are finished by the client before it closes, or come again. */
    @Override
    public synchronized void close() {
        open.forEach(JobWorker::close);
        open.clear();
        bulk.forEach(BulkJobs::close);
        bulk.clear();
    }
}
