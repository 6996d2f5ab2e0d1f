package org.countersign.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.live.LogProof.Checkpoint;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Power cuts in the middle of the work: {@code kill -9} of the application, then of its broker, then of the application
 * again, while suggestions pour in. Whatever was accepted reaches its end exactly once.
 *
 * <p>By hand with the count: {@code ./mvnw verify -pl webapp -am -Dit.test=CrashIT -Dcrash.suggestions=500
 * -Dsurefire.skip -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class CrashIT {

    private static final int SUGGESTIONS = Integer.getInteger("crash.suggestions", 90);
    private static final int CHUNK = 10;
    private static final Duration SETTLED = Duration.ofMinutes(5);
    /** Not APPROVED: without a placement nothing is left to wait for. */
    private static final Set<String> SETTLED_STATES =
            Set.of("PUBLISHED", "BLOCKED", "REJECTED", "EXPIRED", "WITHDRAWN", "IN_REVIEW", "CHANGES_REQUESTED");

    @TempDir
    private Path directory;

    @Test
    void everyAcceptedSuggestionReachesItsEndExactlyOnceThroughThreeCrashes() throws Exception {
        try (LiveApplication application =
                LiveApplication.start(directory.resolve("data"), "--countersign.screening.audit-sample-rate=0")) {
            LiveApi producer = new LiveApi(application.address(), "demo-producer");
            Map<String, String> accepted = new HashMap<>();

            post(producer, 0, SUGGESTIONS / 3, accepted);
            application.kill();
            application.restart();
            post(producer, SUGGESTIONS / 3, 2 * SUGGESTIONS / 3, accepted);
            application.killBroker();
            post(producer, 2 * SUGGESTIONS / 3, SUGGESTIONS, accepted);
            application.kill();
            application.restart();
            // What got no answer is sent again, as any producer would; what had been accepted is told to be a
            // duplicate.
            post(producer, 0, SUGGESTIONS, accepted);

            assertThat(accepted).hasSize(SUGGESTIONS);
            awaitSettled(producer, accepted);
            assertEachEndedExactlyOnce(application, accepted.values());
        }
    }

    private static void post(LiveApi producer, int from, int to, Map<String, String> accepted) {
        JsonNode example =
                producer.get("/api/v1/schemas/RECOMMENDATION").get("examples").get(0);
        for (int start = from; start < to; start += CHUNK) {
            ObjectNode batch = Json.MAPPER.createObjectNode();
            ArrayNode items = batch.putArray("suggestions");
            for (int n = start; n < Math.min(start + CHUNK, to); n++) {
                items.add(((ObjectNode) example.deepCopy()).put("externalId", "crash-" + n));
            }
            JsonNode answer = producer.tryPost("/api/v1/suggestions", batch);
            if (answer == null) {
                return;
            }
            for (JsonNode receipt : answer.get("receipts")) {
                assertThat(receipt.get("status").asString()).isIn("ACCEPTED", "DUPLICATE");
                String id = receipt.get("id").asString();
                String before = accepted.putIfAbsent(receipt.get("externalId").asString(), id);
                assertThat(before).isIn(null, id);
            }
        }
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
