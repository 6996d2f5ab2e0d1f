package org.countersign.live;

import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of suggestions: how long a file takes to be accepted and to be screened, and whether a file costs the same
 * however much is stored already. One suggestion in a hundred asks a person, and the audit sample is drawn at its usual
 * rate, so groups are made as well. Run by hand; the figures are in {@code docs/performance.md}.
 *
 * <p>{@code -Dbenchmark.files=1 -Dbenchmark.lines=100000} for the one large file, {@code -Dbenchmark.files=20
 * -Dbenchmark.lines=10000} for the cost over a growing store.
 */
final class BulkBenchmark {

    private static final int FILES = Integer.getInteger("benchmark.files", 1);
    private static final int LINES = Integer.getInteger("benchmark.lines", 100_000);
    private static final String HEAP = System.getProperty("benchmark.heap", "512m");
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private BulkBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("countersign-bulk");
        try (LiveApplication application = LiveApplication.start(directory.resolve("data"), "-Xmx" + HEAP)) {
            LiveApi producer = new LiveApi(application.address(), "demo-producer");
            JsonNode example = producer.get("/api/v1/schemas/RECOMMENDATION")
                    .get("examples")
                    .get(0);
            run(application, producer, file(directory, example, "warm-up", 5_000), 5_000, 0);
            for (int n = 1; n <= FILES; n++) {
                run(
                        application,
                        producer,
                        file(directory, example, "file-" + n, LINES),
                        LINES,
                        5_000 + (n - 1) * LINES);
            }
            System.out.printf(
                    Locale.ROOT,
                    "processor time of all, and of the application's process alone: %.0f s, %s%n",
                    application.processorSeconds(),
                    application.process().info().totalCpuDuration().orElse(Duration.ZERO));
        }
    }

    private static void run(LiveApplication application, LiveApi producer, Path file, int lines, int stored) {
        double before = application.processorSeconds();
        Instant start = Instant.now();
        String batch = producer.upload(file);
        Instant accepted = Instant.now();
        await("all are screened")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                // Everything shares two cores: an answer may come late.
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> producer.get(batch).get("screened").asInt() == lines);
        Instant screened = Instant.now();
        await("all that is clear is published")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                // Everything shares two cores: an answer may come late.
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    JsonNode states = producer.get(batch).get("states");
                    return states.path("APPROVED").asInt() == 0
                            && states.path("SCREENED").asInt() == 0;
                });
        System.out.printf(
                Locale.ROOT,
                "%,7d lines onto %,7d stored: accepted in %.1f s, screened %.1f s later, published %.1f s after that, %.1f s of processor time; %s%n",
                lines,
                stored,
                seconds(start, accepted),
                seconds(accepted, screened),
                seconds(screened, Instant.now()),
                application.processorSeconds() - before,
                producer.get(batch).get("states"));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static Path file(Path directory, JsonNode example, String prefix, int lines) throws IOException {
        Path file = directory.resolve(prefix + ".ndjson");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int n = 0; n < lines; n++) {
                ObjectNode suggestion = ((ObjectNode) example.deepCopy()).put("externalId", prefix + "-" + n);
                if (n % 100 == 0) {
                    // Nothing is said of how the audience is made up: a person must look.
                    suggestion.withObject("/audience").putArray("composition");
                }
                out.write(Json.MAPPER.writeValueAsString(suggestion));
                out.newLine();
            }
        }
        return file;
    }
}
