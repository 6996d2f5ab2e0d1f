package org.countersign.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.countersign.live.LogProof.Checkpoint;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Power cuts in the middle of the work: {@code kill -9} of the application and of its broker in turn, while suggestions
 * pour in. Each comes as soon as so many of them are accepted, or published, as was drawn for it. Whatever was accepted
 * reaches its end exactly once.
 *
 * <p>By hand with the count, for example 1,500 suggestions and 50 crashes: {@code ./mvnw verify -pl webapp -am
 * -Dit.test=CrashIT -Dcrash.suggestions=1500 -Dcrash.kills=50 -Dsurefire.skip -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class CrashIT {

    private static final int SUGGESTIONS = Integer.getInteger("crash.suggestions", 60);
    private static final int KILLS = Integer.getInteger("crash.kills", 2);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int CHUNK = 10;
    /** Accepted and not published yet: more are sent only below this, so that some are on their way at every moment. */
    private static final int UNDER_WAY = 3 * CHUNK;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofMinutes(5);
    /** Not APPROVED: without a placement nothing is left to wait for. */
    private static final Set<String> SETTLED_STATES =
            Set.of("PUBLISHED", "BLOCKED", "REJECTED", "EXPIRED", "WITHDRAWN", "IN_REVIEW", "CHANGES_REQUESTED");

    // The data of a failed run stays: start the application on it and look.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final AtomicReference<LiveApi.Progress> feed = new AtomicReference<>(new LiveApi.Progress(0, 0));

    @Test
    @Tag("A11")
    void everyAcceptedSuggestionReachesItsEndExactlyOnceThroughCrashesAtRandomMoments() throws Exception {
        // Otherwise most of the time goes by waiting for what a killed application had in hand, and most of the
        // processor's
        // in making code fast that is killed soon.
        try (LiveApplication application = LiveApplication.start(
                directory.resolve("data"),
                "--countersign.screening.audit-sample-rate=0",
                "--countersign.camunda.job-timeout=PT15S",
                "-XX:TieredStopAtLevel=1")) {
            LiveApi producer = new LiveApi(application.address(), "demo-producer");
            LiveApi consumer = new LiveApi(application.address(), "demo-consumer");
            CompletableFuture<Void> shop = CompletableFuture.runAsync(() -> pour(producer, consumer));

            int kill = 0;
            for (IntSupplier moment : moments(new Random(SEED), consumer)) {
                await("kill " + kill + " of " + KILLS + ", seed " + SEED)
                        .atMost(SETTLED)
                        .pollInterval(LOOK)
                        .until(() -> moment.getAsInt() >= 0 || shop.isCompletedExceptionally());
                if (kill % 2 == 0) {
                    application.kill();
                    application.restart();
                } else {
                    application.killBroker();
                }
                kill++;
            }
            shop.join();
            // All is sent once more, as a producer would that lost its notes: none of it is new.
            for (int start = 0; start < SUGGESTIONS; start += CHUNK) {
                assertThat(post(producer, start)).isTrue();
            }

            assertThat(accepted).as("seed " + SEED).hasSize(SUGGESTIONS);
            awaitSettled(producer, accepted);
            assertEachEndedExactlyOnce(application, accepted.values());
        }
    }

    /** When to kill: each answers how many more than were drawn are accepted, or published. */
    private List<IntSupplier> moments(Random random, LiveApi consumer) {
        List<IntSupplier> moments = new ArrayList<>();
        for (int drawn : random.ints(KILLS, 1, SUGGESTIONS).sorted().toArray()) {
            moments.add(random.nextBoolean() ? () -> accepted.size() - drawn : () -> published(consumer) - drawn);
        }
        return moments;
    }

    /** How many are in the feed; as far as was last seen while the application is down. */
    private int published(LiveApi consumer) {
        try {
            return feed.updateAndGet(progress -> progress.readOn(consumer)).items();
        } catch (UncheckedIOException | AssertionError down) {
            return feed.get().items();
        }
    }

    /** Sends one chunk after the other, each until it gets an answer. */
    private void pour(LiveApi producer, LiveApi consumer) {
        for (int start = 0; start < SUGGESTIONS; start += CHUNK) {
            int from = start;
            await("chunk at " + start + " is answered")
                    .atMost(SETTLED)
                    .pollInterval(LOOK)
                    .until(() -> accepted.size() - published(consumer) < UNDER_WAY && post(producer, from));
        }
    }

    private static JsonNode example() {
        try (InputStream schema = CrashIT.class.getResourceAsStream("/schemas/RECOMMENDATION.json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(schema)).at("/examples/0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts the chunk that begins with number {@code start}; returns whether there was an answer. */
    private boolean post(LiveApi producer, int start) {
        ObjectNode batch = Json.MAPPER.createObjectNode();
        ArrayNode items = batch.putArray("suggestions");
        for (int n = start; n < Math.min(start + CHUNK, SUGGESTIONS); n++) {
            items.add(((ObjectNode) example().deepCopy()).put("externalId", "crash-" + n));
        }
        JsonNode answer = producer.tryPost("/api/v1/suggestions", batch);
        if (answer == null) {
            return false;
        }
        for (JsonNode receipt : answer.get("receipts")) {
            assertThat(receipt.get("status").asString()).isIn("ACCEPTED", "DUPLICATE");
            String id = receipt.get("id").asString();
            String before = accepted.putIfAbsent(receipt.get("externalId").asString(), id);
            assertThat(before).isIn(null, id);
        }
        return true;
    }

    /** What still waits is told with its state. */
    private static void awaitSettled(LiveApi producer, Map<String, String> accepted) {
        Map<String, String> waiting = new HashMap<>();
        accepted.values().forEach(id -> waiting.put(id, ""));
        await("every accepted suggestion settled")
                .atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    waiting.replaceAll((id, before) -> producer.get("/api/v1/suggestions/" + id)
                            .get("state")
                            .asString());
                    waiting.values().removeAll(SETTLED_STATES);
                    assertThat(waiting).isEmpty();
                });
    }

    private static void assertEachEndedExactlyOnce(LiveApplication application, Iterable<String> ids) throws Exception {
        LiveApi auditor = new LiveApi(application.address(), "demo-auditor");
        LiveApi consumer = new LiveApi(application.address(), "demo-consumer");
        LiveApi producer = new LiveApi(application.address(), "demo-producer");
        Set<String> published = new HashSet<>();
        for (String id : ids) {
            if (producer.get("/api/v1/suggestions/" + id)
                    .get("state")
                    .asString()
                    .equals("PUBLISHED")) {
                published.add(id);
            }
        }
        assertThat(published).as("the automatic path was walked").isNotEmpty();
        await("the feed has caught up with the log")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(consumer.feed()).hasSize(published.size()));

        Checkpoint checkpoint = Checkpoint.parse(auditor.text("/api/v1/audit/checkpoint"));
        List<JsonNode> entries = auditor.logEntries(checkpoint.size());
        assertThat(entries).hasSize(Math.toIntExact(checkpoint.size()));
        assertThat(LogProof.rootOf(entries)).isEqualTo(checkpoint.root());

        List<JsonNode> feed = consumer.feed();
        assertThat(feed).extracting(item -> item.get("contentId").asString()).doesNotHaveDuplicates();
        assertThat(feed)
                .extracting(item -> item.get("position").asLong())
                .isSorted()
                .doesNotHaveDuplicates();

        for (String type : List.of("SCREENING", "PUBLISHED")) {
            List<String> subjects = new ArrayList<>();
            for (JsonNode entry : entries) {
                JsonNode decoded = entry.get("entry");
                if (decoded.get("type").asString().equals(type)) {
                    subjects.add(decoded.get("subject").asString());
                }
            }
            assertThat(subjects).as(type + " entries, one a suggestion").doesNotHaveDuplicates();
        }
    }
}
