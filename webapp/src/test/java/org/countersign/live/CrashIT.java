package org.countersign.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.countersign.live.LogProof.Checkpoint;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Power cuts in the middle of the work: {@code kill -9} of the application and of its broker in turn, at random moments,
 * while suggestions pour in. Whatever was accepted reaches its end exactly once.
 *
 * <p>By hand with the count, for example 1,500 suggestions and 50 crashes: {@code ./mvnw verify -pl webapp -am
 * -Dit.test=CrashIT -Dcrash.suggestions=1500 -Dcrash.kills=50 -Dsurefire.skip -Dfailsafe.failIfNoSpecifiedTests=false}.
 * With {@code -Dcrash.data=DIRECTORY} it goes on where an earlier run ended, so that a long run can be cut into parts.
 */
class CrashIT {

    private static final int SUGGESTIONS = Integer.getInteger("crash.suggestions", 90);
    private static final int KILLS = Integer.getInteger("crash.kills", 3);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int CHUNK = 10;
    private static final Duration LONGEST_CALM = Duration.ofSeconds(6);
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration SETTLED = Duration.ofMinutes(5);
    /** Not APPROVED: without a placement nothing is left to wait for. */
    private static final Set<String> SETTLED_STATES =
            Set.of("PUBLISHED", "BLOCKED", "REJECTED", "EXPIRED", "WITHDRAWN", "IN_REVIEW", "CHANGES_REQUESTED");

    @TempDir
    private Path directory;

    @Test
    @Tag("A11")
    void everyAcceptedSuggestionReachesItsEndExactlyOnceThroughCrashesAtRandomMoments() throws Exception {
        Random moments = new Random(SEED);
        try (LiveApplication application =
                LiveApplication.start(data(), "--countersign.screening.audit-sample-rate=0")) {
            LiveApi producer = new LiveApi(application.address(), "demo-producer");
            Map<String, String> accepted = new ConcurrentHashMap<>();
            AtomicBoolean pouring = new AtomicBoolean(true);
            Thread shop = Thread.ofVirtual().start(() -> pour(producer, accepted, pouring));

            for (int kill = 0; kill < KILLS; kill++) {
                // The moment has to be random: there is nothing to wait for.
                Thread.sleep(moments.nextLong(LONGEST_CALM.toMillis()));
                if (kill % 2 == 0) {
                    application.kill();
                    application.restart();
                } else {
                    application.killBroker();
                }
            }
            pouring.set(false);
            shop.join();
            // What got no answer is sent again, as any producer would; what had been accepted is told to be a
            // duplicate.
            for (int start = 0; start < SUGGESTIONS; start += CHUNK) {
                assertThat(post(producer, start, accepted)).isTrue();
            }

            assertThat(accepted).as("seed " + SEED).hasSize(SUGGESTIONS);
            awaitSettled(producer, accepted);
            assertEachEndedExactlyOnce(application, accepted.values());
        }
    }

    private Path data() {
        String kept = System.getProperty("crash.data");
        return kept == null ? directory.resolve("data") : Path.of(kept);
    }

    /** Sends one chunk after the other, each until it gets an answer, and begins again at the end. */
    private static void pour(LiveApi producer, Map<String, String> accepted, AtomicBoolean pouring) {
        int start = 0;
        while (pouring.get()) {
            if (post(producer, start, accepted)) {
                start = start + CHUNK < SUGGESTIONS ? start + CHUNK : 0;
            }
            LockSupport.parkNanos(PACE.toNanos());
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
    private static boolean post(LiveApi producer, int start, Map<String, String> accepted) {
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

    private static void awaitSettled(LiveApi producer, Map<String, String> accepted) {
        Set<String> waiting = new HashSet<>(accepted.values());
        await("every accepted suggestion settled")
                .atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    waiting.removeIf(id -> SETTLED_STATES.contains(producer.get("/api/v1/suggestions/" + id)
                            .get("state")
                            .asString()));
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
