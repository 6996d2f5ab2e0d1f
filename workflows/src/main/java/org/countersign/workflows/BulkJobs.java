package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the jobs of one type many at a time. Asks the engine for all that wait, and while it works on them more arrive:
 * under load batches grow by themselves, and a single job is not kept waiting. The engine holds a question back until it
 * has an answer, so asking costs nothing while there is nothing to do.
 *
 * <p>A question that is held back can miss jobs that come at the very moment it is put aside
 * (<a href="https://github.com/camunda/camunda/issues/5619">camunda#5619</a>), and then waits in vain until its time is
 * up. So while jobs come at all, questions are short.
 */
final class BulkJobs implements AutoCloseable {

    static final int AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(BulkJobs.class);
    // One works while the answers of the other are on their way.
    private static final int THREADS = 2;
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration ASK_WHILE_BUSY = Duration.ofMillis(100);
    private static final Duration BUSY = Duration.ofSeconds(15);
    private static final Backoff TROUBLE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    private final CamundaClient client;
    private final BulkJobWork work;
    private final String worker;
    private final JobRunner single;
    private final JobFailures failures;
    private final PatientClient patient;
    private final List<Thread> threads = new ArrayList<>();
    private volatile long busyUntil = System.nanoTime();

    BulkJobs(CamundaClient client, BulkJobWork work, String worker, JobFailures failures, PatientClient patient) {
        this.client = client;
        this.work = work;
        this.worker = worker;
        this.single = new JobRunner(work, failures, patient);
        this.failures = failures;
        this.patient = patient;
    }

    /** Begins to work. */
    void open() {
        for (int n = 1; n <= THREADS; n++) {
            threads.add(Thread.ofPlatform().daemon().name(work.type() + "-" + n).start(this::run));
        }
    }

    /** Takes no new jobs and waits for those under way, at most 15 seconds; what is not done by then comes again. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    private void run() {
        int troubles = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    List<Job> jobs = ask();
                    troubles = 0;
                    if (!jobs.isEmpty()) {
                        work(jobs);
                        busyUntil = System.nanoTime() + BUSY.toNanos();
                    }
                } catch (ExecutionException e) {
                    troubles++;
                    log.debug("No jobs {} just now: {}", work.type(), e.toString());
                    Thread.sleep(TROUBLE.delayAfter(troubles));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Job> ask() throws InterruptedException, ExecutionException {
        var asked = client.newActivateJobsCommand()
                .jobType(work.type())
                .maxJobsToActivate(AT_ONCE)
                .workerName(worker)
                .fetchVariables(work.variables())
                .requestTimeout(System.nanoTime() - busyUntil < 0 ? ASK_WHILE_BUSY : ASK)
                .send();
        try {
            return asked.toCompletableFuture().get().getJobs().stream()
                    .map(Job::of)
                    .toList();
        } catch (InterruptedException e) {
            asked.cancel(true);
            throw e;
        }
    }

    private void work(List<Job> jobs) {
        long begun = System.nanoTime();
        Map<Job, JobResult> results;
        try {
            results = work.performAll(jobs);
            failures.succeeded(jobs);
        } catch (RuntimeException e) {
            log.debug("{} jobs {} are performed one by one: {}", jobs.size(), work.type(), e.toString());
            jobs.forEach(single::run);
            return;
        }
        long worked = System.nanoTime();
        answer(results);
        log.debug(
                "{} jobs {}: worked in {} ms, answered in {} ms.",
                jobs.size(),
                work.type(),
                (worked - begun) / 1_000_000,
                (System.nanoTime() - worked) / 1_000_000);
    }

    private void answer(Map<Job, JobResult> results) {
        Map<Job, Map<String, Object>> done = new HashMap<>();
        results.forEach((job, result) -> {
            switch (result) {
                case JobResult.Done flag -> done.put(job, flag.flag());
                case JobResult.Stray stray -> patient.cancelInstance(job);
            }
        });
        patient.completeAll(done);
    }
}
