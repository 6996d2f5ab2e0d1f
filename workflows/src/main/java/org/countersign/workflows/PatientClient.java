package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.FinalCommandStep;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers say to the engine. Backpressure is normal under load: a command is repeated for about half a minute, which
 * also slows the worker down. After that the job's timeout brings the same work back, and doing it twice is harmless.
 */
final class PatientClient {

    private static final Logger log = LoggerFactory.getLogger(PatientClient.class);
    private static final Set<Status.Code> PASSING = Set.of(
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.CANCELLED);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private static final int ATTEMPTS = 12;
    private static final int AT_ONCE = 32;

    private final CamundaClient client;

    PatientClient(CamundaClient client) {
        this.client = client;
    }

    /** The process goes on. */
    void complete(Job job, Map<String, Object> flag) {
        send(job, "complete", engine -> engine.newCompleteCommand(job.key()).variables(flag));
    }

    /** The processes of all these go on. Some are always on their way at once, so that the engine need not wait for us. */
    void completeAll(Map<Job, Map<String, Object>> flags) {
        Deque<Sent> onTheirWay = new ArrayDeque<>();
        flags.forEach((job, flag) -> {
            if (onTheirWay.size() == AT_ONCE) {
                settle(onTheirWay.remove());
            }
            Future<?> answer =
                    client.newCompleteCommand(job.key()).variables(flag).send();
            onTheirWay.add(new Sent(job, flag, answer));
        });
        onTheirWay.forEach(this::settle);
    }

    private record Sent(Job job, Map<String, Object> flag, Future<?> answer) {}

    private void settle(Sent sent) {
        try {
            sent.answer.get();
        } catch (ExecutionException e) {
            // Patience, and what to make of a refusal, is the same as for a single one.
            complete(sent.job, sent.flag);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The job comes back after {@code delay}; it never runs out of retries, because nothing would revive it then.
     *
     * @return false if the job is gone and will not come back
     */
    boolean fail(Job job, String reason, Duration delay) {
        return send(
                job,
                "fail",
                engine -> engine.newFailCommand(job.key())
                        .retries(Math.max(1, job.retries()))
                        .retryBackoff(delay)
                        .errorMessage(reason));
    }

    /**
     * The job stays ours for this long.
     *
     * @return false if the job is gone
     */
    boolean hold(Job job, Duration duration) {
        return send(
                job, "hold", engine -> engine.newUpdateTimeoutCommand(job.key()).timeout(duration));
    }

    /** The whole instance ends. */
    void cancelInstance(Job job) {
        send(job, "end the instance of", engine -> engine.newCancelInstanceCommand(job.processInstanceKey()));
    }

    private boolean send(Job job, String verb, Function<CamundaClient, FinalCommandStep<?>> command) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                command.apply(client).send().join();
                return true;
            } catch (RuntimeException e) {
                Status.Code code = Status.fromThrowable(e).getCode();
                if (code == Status.Code.NOT_FOUND) {
                    log.debug("Job {} is gone: its process has moved on.", job.key());
                    return false;
                }
                if (!PASSING.contains(code)) {
                    log.warn("Cannot {} job {} ({}): {}", verb, job.key(), job.type(), e.toString());
                    return true;
                }
            }
            if (!pause(BACKOFF.delayAfter(attempt))) {
                return true;
            }
        }
        log.warn("Cannot {} job {} ({}): the engine has no time. It comes again.", verb, job.key(), job.type());
        return true;
    }

    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
