package org.countersign.live;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.PartitionInfo;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobWorker;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Suggestions per second on the automatic path, from the POST to the feed, beside the same BPMN with workers that do
 * nothing, on the same broker in the same run: the second figure is what the process engine alone allows. Run by hand;
 * the figures are in {@code docs/performance.md}.
 */
final class ThroughputBenchmark {

    private static final int SUGGESTIONS = Integer.getInteger("benchmark.suggestions", 2_000);
    private static final int WARM_UP = Integer.getInteger("benchmark.warm-up", 1_000);
    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 16;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    /** When what the broker refused is tried again. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private static final Pattern BROKER_ADDRESS = Pattern.compile("Started broker process \\d+ on (http://[0-9.:]+)");

    private ThroughputBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("countersign-benchmark");
        try (LiveApplication application =
                LiveApplication.start(directory.resolve("data"), "--countersign.screening.audit-sample-rate=0")) {
            URI broker = brokerOf(application);
            awaitLeader(broker);
            emptyWorkers(broker, WARM_UP);
            automaticPath(application, WARM_UP, "warm-up");
            double emptyBefore = emptyWorkers(broker, SUGGESTIONS);
            double whole = automaticPath(application, SUGGESTIONS, "measured");
            double emptyAfter = emptyWorkers(broker, SUGGESTIONS);
            double empty = (emptyBefore + emptyAfter) / 2;
            System.out.printf(
                    Locale.ROOT,
                    "automatic path %.1f/s, empty workers %.1f/s (before %.1f, after %.1f), ratio %.2f (%d each)%n",
                    whole,
                    empty,
                    emptyBefore,
                    emptyAfter,
                    whole / empty,
                    SUGGESTIONS);
        }
    }

    private static double automaticPath(LiveApplication application, int count, String prefix) {
        LiveApi producer = new LiveApi(application.address(), "demo-producer");
        LiveApi consumer = new LiveApi(application.address(), "demo-consumer");
        JsonNode example =
                producer.get("/api/v1/schemas/RECOMMENDATION").get("examples").get(0);
        LiveApi.Progress before = new LiveApi.Progress(0, 0).readOn(consumer);
        AtomicReference<LiveApi.Progress> read = new AtomicReference<>(new LiveApi.Progress(0, before.position()));
        Instant start = Instant.now();
        for (int from = 0; from < count; from += BATCH) {
            ObjectNode batch = Json.MAPPER.createObjectNode();
            ArrayNode items = batch.putArray("suggestions");
            for (int n = from; n < Math.min(from + BATCH, count); n++) {
                items.add(((ObjectNode) example.deepCopy()).put("externalId", prefix + "-" + n));
            }
            producer.post("/api/v1/suggestions", batch);
        }
        await("all are in the feed")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                // Everything shares two cores: an answer may come late.
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() ->
                        read.updateAndGet(progress -> progress.readOn(consumer)).items() >= count);
        return perSecond(count, start);
    }

    @SuppressWarnings("try") // the workers work by being open
    private static double emptyWorkers(URI broker, int count) throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (CamundaClient client = CamundaClient.newClientBuilder()
                        .grpcAddress(broker)
                        .preferRestOverGrpc(false)
                        .numJobWorkerExecutionThreads(4)
                        .build();
                JobWorker screen = worker(client, "empty.screen", Map.of("route", "CLEAR"), new AtomicInteger());
                JobWorker publish = worker(client, "empty.publish", Map.of("published", true), done)) {
            client.newDeployResourceCommand()
                    .addResourceStringUtf8(emptyModel(), "empty-lifecycle.bpmn")
                    .send()
                    .join();
            Semaphore inFlight = new Semaphore(IN_FLIGHT);
            Instant start = Instant.now();
            for (int n = 0; n < count; n++) {
                inFlight.acquire();
                start(client, inFlight);
            }
            await("all empty instances ended")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> done.get() >= count);
            return perSecond(count, start);
        }
    }

    private static void start(CamundaClient client, Semaphore inFlight) {
        String id = UUID.randomUUID().toString();
        client.newPublishMessageCommand()
                .messageName("empty-received")
                .correlationKey(id)
                .messageId(id)
                .timeToLive(Duration.ofHours(1))
                .variables(Map.of(
                        "suggestionId",
                        id,
                        "generation",
                        1,
                        "wantsSlot",
                        false,
                        "expiresAt",
                        Instant.now().plus(Duration.ofDays(1)).toString()))
                .send()
                .whenComplete((answer, refusal) -> {
                    if (refusal == null) {
                        inFlight.release();
                    } else {
                        LATER.execute(() -> start(client, inFlight));
                    }
                });
    }

    private static JobWorker worker(CamundaClient client, String type, Map<String, Object> answer, AtomicInteger done) {
        return client.newWorker()
                .jobType(type)
                // Not waited for: a worker that waits measures the way to the broker and back.
                .handler((jobs, job) -> complete(jobs, job, answer, done))
                .maxJobsActive(32)
                .open();
    }

    /** Until the broker takes it: a job whose completion was refused for want of time would come again after minutes. */
    private static void complete(JobClient jobs, ActivatedJob job, Map<String, Object> answer, AtomicInteger done) {
        jobs.newCompleteCommand(job).variables(answer).send().whenComplete((completed, refusal) -> {
            if (refusal == null || Status.fromThrowable(refusal).getCode() == Status.Code.NOT_FOUND) {
                done.incrementAndGet();
            } else {
                LATER.execute(() -> complete(jobs, job, answer, done));
            }
        });
    }

    /** The product's own model under other names, so that the product's workers leave it alone. */
    private static String emptyModel() throws IOException {
        try (InputStream model = ThroughputBenchmark.class.getResourceAsStream("/bpmn/suggestion-lifecycle.bpmn")) {
            if (model == null) {
                throw new IllegalStateException("No /bpmn/suggestion-lifecycle.bpmn on the class path.");
            }
            return new String(model.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\"suggestion-lifecycle\"", "\"empty-lifecycle\"")
                    .replace("name=\"suggestion-", "name=\"empty-")
                    .replace("type=\"suggestion.", "type=\"empty.");
        }
    }

    /** The application is ready before its broker is. */
    private static void awaitLeader(URI broker) {
        try (CamundaClient client = CamundaClient.newClientBuilder()
                .grpcAddress(broker)
                .preferRestOverGrpc(false)
                .build()) {
            await("the broker leads its partition")
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> client.newTopologyRequest().send().join().getBrokers().stream()
                            .flatMap(member -> member.getPartitions().stream())
                            .anyMatch(PartitionInfo::isLeader));
        }
    }

    private static URI brokerOf(LiveApplication application) {
        Matcher line = BROKER_ADDRESS.matcher(application.consoleText());
        if (!line.find()) {
            throw new IllegalStateException("The console does not say where the broker is.");
        }
        return URI.create(line.group(1));
    }

    private static double perSecond(int count, Instant start) {
        return count * 1000.0 / Duration.between(start, Instant.now()).toMillis();
    }
}
