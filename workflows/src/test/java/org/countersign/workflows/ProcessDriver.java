package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Stands in for the workers and the people, so that a test of a model says what each of them answers. */
final class ProcessDriver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final CamundaClient client;
    private final List<ActivatedJob> taken = new ArrayList<>();
    private final List<Long> instances = new ArrayList<>();

    ProcessDriver(EngineUnderTest engine) {
        client = engine.newClient();
        ProcessModels.deploy(client, ProcessModels.PLAN_EVERY);
    }

    /** Publishes a message as the outbox does. */
    void publish(String name, String correlationKey, String id, Map<String, Object> variables) {
        try {
            client.newPublishMessageCommand()
                    .messageName(name)
                    .correlationKey(correlationKey)
                    .messageId(id)
                    .timeToLive(Duration.ofHours(1))
                    .variables(variables)
                    .send()
                    .join();
        } catch (RuntimeException e) {
            assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        }
    }

    /** Waits for the job of this type that fits, and takes it. */
    ActivatedJob take(String type, Predicate<ActivatedJob> which) {
        AtomicReference<ActivatedJob> found = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            look(type, which).ifPresent(found::set);
            return found.get() != null;
        });
        ActivatedJob job = found.get();
        instances.add(job.getProcessInstanceKey());
        return job;
    }

    /** Whether there is no such job, having looked for half a second. */
    boolean hasNone(String type, Predicate<ActivatedJob> which) {
        return look(type, which).isEmpty();
    }

    private Optional<ActivatedJob> look(String type, Predicate<ActivatedJob> which) {
        taken.addAll(client.newActivateJobsCommand()
                .jobType(type)
                .maxJobsToActivate(100)
                .timeout(Duration.ofDays(365))
                .requestTimeout(LOOK)
                .send()
                .join()
                .getJobs());
        for (Iterator<ActivatedJob> jobs = taken.iterator(); jobs.hasNext(); ) {
            ActivatedJob job = jobs.next();
            if (job.getType().equals(type) && which.test(job)) {
                jobs.remove();
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    void complete(ActivatedJob job, Map<String, Object> variables) {
        client.newCompleteCommand(job.getKey()).variables(variables).send().join();
    }

    /** Whether the engine has dropped a job, as it does when an event takes its task away. */
    boolean isGone(ActivatedJob job) {
        return answersNotFound(() -> client.newUpdateTimeoutCommand(job.getKey())
                .timeout(Duration.ofDays(365))
                .send()
                .join());
    }

    /** Whether the instance of a job has ended. */
    boolean isEnded(ActivatedJob job) {
        return answersNotFound(() -> client.newSetVariablesCommand(job.getProcessInstanceKey())
                .variables(Map.of("probe", UUID.randomUUID().toString()))
                .send()
                .join());
    }

    private static boolean answersNotFound(Runnable command) {
        try {
            command.run();
            return false;
        } catch (RuntimeException e) {
            return Status.fromThrowable(e).getCode() == Status.Code.NOT_FOUND;
        }
    }

    /** Ends what the test left running. */
    @Override
    public void close() {
        for (long instance : instances) {
            answersNotFound(
                    () -> client.newCancelInstanceCommand(instance).send().join());
        }
        client.close();
    }
}
