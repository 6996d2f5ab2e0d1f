package org.countersign.workflows;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes user tasks in their job-worker form, the one that all supported versions share. A task is taken for as long as
 * any job, put before people, and then held for a month at a time: a crash in between brings it back as soon as any job,
 * and a hundred thousand open tasks do not keep coming. The answer completes the job by its key, held or not.
 */
final class UserTaskRunner implements JobHandler {

    /** The engine's own job type for them. */
    static final String TYPE = "io.camunda.zeebe:userTask";

    private static final Duration HELD = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(UserTaskRunner.class);

    private final Map<String, UserTask> tasks;
    private final Outbox outbox;
    private final JobFailures failures;
    private final PatientClient client;

    UserTaskRunner(List<UserTask> tasks, Outbox outbox, JobFailures failures, PatientClient client) {
        this.tasks = tasks.stream().collect(Collectors.toMap(UserTask::elementId, Function.identity()));
        this.outbox = outbox;
        this.failures = failures;
        this.client = client;
    }

    @Override
    public void handle(JobClient ignored, ActivatedJob activated) {
        Job job = Job.of(activated);
        if (!ProcessModels.ALL.contains(job.processId())) {
            // Activation cannot filter by process. Another application's task comes free again by its timeout.
            log.debug("Job {} of the foreign process {} is left alone.", job.key(), job.processId());
            return;
        }
        try {
            if (!outbox.completes(job.key())) {
                open(job);
            }
            failures.succeeded(job);
            client.hold(job, HELD);
        } catch (Refusal.Conflict overtaken) {
            // Revised, withdrawn or expired meanwhile: the message that says so takes this job away. If it should not
            // come, the job does, after its time.
            log.debug("Job {} for {} is overtaken: {}", job.key(), job.subject(), overtaken.detail());
        } catch (RuntimeException e) {
            failures.failed(client, job, e);
        }
    }

    private void open(Job job) {
        UserTask task = tasks.get(job.elementId());
        if (task == null) {
            throw new IllegalStateException("Nobody knows the user task " + job.elementId() + " of " + job.processId()
                    + " version " + job.processVersion() + ".");
        }
        task.open(job);
    }
}
