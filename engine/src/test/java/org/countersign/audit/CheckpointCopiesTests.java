package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.shared.Actor;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class CheckpointCopiesTests {

    @TempDir
    private Path directory;

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Autowired
    private LogKey key;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Witnesses witnesses;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void keepsEachCopyAndTheNewestInAFolder() throws IOException {
        CheckpointCopies copies = copies(directory.toString());
        Checkpoint first = grow();
        copies.copy();
        Checkpoint second = grow();
        copies.copy();

        assertThat(directory.resolve("checkpoint"))
                .hasContent(second.note().toString().stripTrailing());
        assertThat(Files.readString(directory.resolve(first.size() + ".checkpoint")))
                .isEqualTo(first.note().toString());
        assertThat(copies.copies()).singleElement().satisfies(copy -> {
            assertThat(copy.size()).isEqualTo(second.size());
            assertThat(copy.problem()).isNull();
        });
    }

    @Test
    void keepsCopiesInAnObjectStoreAndWritesEachOnce() throws IOException {
        Map<String, String> stored = new ConcurrentHashMap<>();
        HttpServer store = store(stored);
        try {
            String address = "http://127.0.0.1:" + store.getAddress().getPort() + "/bucket";
            CheckpointCopies copies = copies(address);
            Checkpoint checkpoint = grow();
            copies.copy();
            copies.copy();

            assertThat(copies.copies())
                    .singleElement()
                    .extracting(CheckpointCopies.Copy::problem)
                    .isNull();
            assertThat(stored)
                    .containsEntry("/bucket/checkpoint", checkpoint.note().toString())
                    .containsEntry(
                            "/bucket/" + checkpoint.size() + ".checkpoint",
                            checkpoint.note().toString());
        } finally {
            store.stop(0);
        }
    }

    /** From the side of the log: what was published before is not continued, and health says so. */
    @Test
    @Tag("A08")
    void neverCopiesOverTheProofThatTheLogWasAnother() throws IOException {
        Checkpoint real = grow();
        Checkpoint other = key.sign(real.size(), Hash.EMPTY);
        Files.writeString(directory.resolve("checkpoint"), other.note().toString());
        CheckpointCopies copies = copies(directory.toString());

        copies.copy();

        assertThat(directory.resolve("checkpoint"))
                .hasContent(other.note().toString().stripTrailing());
        assertThat(problems(copies)).singleElement().asString().contains("forked");
    }

    /** A log that is shorter than what was published. */
    @Test
    @Tag("A07")
    void findsThatTheLogWasCut() throws IOException {
        Checkpoint real = grow();
        Checkpoint longer = key.sign(real.size() + 1, real.root());
        Files.writeString(directory.resolve("checkpoint"), longer.note().toString());
        CheckpointCopies copies = copies(directory.toString());

        copies.copy();

        assertThat(problems(copies)).singleElement().asString().contains("the log has only " + real.size());
    }

    /** What waits too long for its checkpoint raises an alert. */
    @Test
    @Tag("A19")
    void saysThatEntriesWaitTooLong() {
        grow();
        append();

        LogWatch patient = watch(copies(directory.toString()), Duration.ofMinutes(5), Clock.systemUTC());
        LogWatch late = watch(
                copies(directory.toString()),
                Duration.ofMinutes(5),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6)));

        assertThat(patient.status().problems()).isEmpty();
        assertThat(late.status().problems()).singleElement().asString().contains("1 entries wait for a checkpoint");
        sequencer.sequence();
        assertThat(late.status().problems()).isEmpty();
    }

    /** While it runs. */
    @Test
    @Tag("A18")
    void saysThatTheClockWasSetBack() {
        grow();

        LogWatch watch = watch(
                copies(directory.toString()),
                Duration.ofMinutes(5),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));

        assertThat(watch.status().problems()).singleElement().asString().contains("the clock was set back");
    }

    private List<String> problems(CheckpointCopies copies) {
        return watch(copies, Duration.ofMinutes(5), Clock.systemUTC()).status().problems();
    }

    private LogWatch watch(CheckpointCopies copies, Duration alertAfter, Clock clock) {
        return new LogWatch(
                jdbc,
                copies,
                witnesses,
                new AuditProperties("x", List.of(), List.of(), alertAfter, Period.ZERO),
                clock);
    }

    private CheckpointCopies copies(String place) {
        return new CheckpointCopies(
                new AuditProperties("x", List.of(place), List.of(), Duration.ofMinutes(5), Period.ZERO),
                checkpoints,
                proofs,
                Clock.systemUTC());
    }

    private Checkpoint grow() {
        append();
        sequencer.sequence();
        return checkpoints.latest();
    }

    private void append() {
        transaction.executeWithoutResult(status -> entries.append(
                NewEntry.of(EntryType.RECEIPT, "suggestion:a", Actor.system("test"), Map.of("revision", "1"))));
    }

    private static HttpServer store(Map<String, String> stored) throws IOException {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, stored.containsKey(path) ? 200 : 404, stored.getOrDefault(path, ""));
            } else if (exchange.getRequestHeaders().containsKey("If-None-Match") && stored.containsKey(path)) {
                answer(exchange, 412, "");
            } else {
                stored.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                answer(exchange, 201, "");
            }
        });
        store.start();
        return store;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
