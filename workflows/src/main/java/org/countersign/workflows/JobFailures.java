package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import org.countersign.operations.FailedWork;
import org.countersign.operations.Operations;
import org.countersign.operations.StalledWork;
import org.countersign.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What happens to a job whose work failed: it is listed as stalled with its reason, and comes again, at growing intervals
 * and for ever.
 *
 * <p>The first failures are told to the engine, so that its own tools show them. A job that failed in this way cannot be
 * touched until its time is up; so a lasting failure holds the job instead, and an operator can have it given out at
 * once.
 */
@Component
class JobFailures {

    private static final Logger log = LoggerFactory.getLogger(JobFailures.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));
    private static final int TOLD = 3;
    // It may be back any moment, and nobody can hurry a job that is not listed.
    private static final Duration NO_DATABASE = Duration.ofSeconds(15);

    private final Operations operations;

    JobFailures(Operations operations) {
        this.operations = operations;
    }

    void failed(PatientClient client, Job job, RuntimeException failure) {
        log.warn("Job {} ({}) for {} failed.", job.key(), job.type(), job.subject(), failure);
        StalledWork stalled;
        try {
            stalled = operations.stalled(
                    new FailedWork(job.workKey(), job.type(), job.subject(), detail(failure)), BACKOFF::delayAfter);
        } catch (RuntimeException e) {
            // No database: then nothing could be worked either.
            client.fail(job, reason(failure), NO_DATABASE);
            return;
        }
        Duration delay = Duration.between(stalled.lastFailedAt(), stalled.nextAttemptAt());
        boolean comesBack =
                stalled.attempts() <= TOLD ? client.fail(job, reason(failure), delay) : client.hold(job, delay);
        if (!comesBack) {
            operations.cleared(job.workKey());
        }
    }

    void succeeded(Job job) {
        operations.cleared(job.workKey());
    }

    void succeeded(List<Job> jobs) {
        operations.clearedAll(jobs.stream().map(Job::workKey).toList());
    }

    private static String detail(RuntimeException failure) {
        return failure instanceof Refusal refusal ? refusal.detail() : failure.toString();
    }

    /** Only the kind of failure leaves the house; the text is in our own list. */
    private static String reason(RuntimeException failure) {
        return failure.getClass().getSimpleName() + "; Countersign's operations page has the details.";
    }
}
