package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.shared.Actor;
import org.countersign.shared.SigningKey;
import org.countersign.testing.EngineTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Against a witness that does what C2SP tlog-witness says. */
@EngineTest
class WitnessesTests {

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private LogKey key;

    @Autowired
    private Proofs proofs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final SigningKey signer = SigningKey.generate();
    private final NoteKey witnessKey = NoteKey.ofWitness("witness.example/w" + signer.hashCode(), signer.publicKey());
    private HttpServer server;
    private @Nullable Checkpoint seen;

    @BeforeEach
    void startWitness() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w/add-checkpoint", this::addCheckpoint);
        server.start();
    }

    @AfterEach
    void stopWitness() {
        server.stop(0);
    }

    @Test
    void getsCheckpointsSignedAndHandsTheSignatureOut() {
        AuditProperties properties = properties();
        Witnesses witnesses = new Witnesses(properties, new Checkpoints(jdbc, key, properties), proofs, jdbc);
        grow();
        witnesses.ask();
        grow();
        witnesses.ask();

        Checkpoint witnessed = new Checkpoints(jdbc, key, properties).latestWitnessed();

        assertThat(witnesses.problems()).isEmpty();
        assertThat(witnessed.size())
                .isEqualTo(new Checkpoints(jdbc, key, properties).latest().size());
        assertThatCode(() -> witnessed.note().verify(witnessKey)).doesNotThrowAnyException();
        assertThatCode(() -> witnessed.note().verify(key.publicKey())).doesNotThrowAnyException();
    }

    @Test
    void goesOnFromWhatTheWitnessHasSeen() {
        AuditProperties properties = properties();
        Checkpoints checkpoints = new Checkpoints(jdbc, key, properties);
        grow();
        seen = checkpoints.latest();
        grow();
        Witnesses witnesses = new Witnesses(properties, checkpoints, proofs, jdbc);

        witnesses.ask();

        assertThat(witnesses.problems()).isEmpty();
        assertThat(checkpoints.latestWitnessed().note().isSignedBy(witnessKey)).isTrue();
    }

    /** The witness saw another history and signs nothing; that is told. */
    @Test
    @Tag("A08")
    void getsNothingSignedThatContradictsWhatTheWitnessSaw() {
        AuditProperties properties = properties();
        Checkpoints checkpoints = new Checkpoints(jdbc, key, properties);
        grow();
        seen = key.sign(checkpoints.latest().size() - 1, Hash.EMPTY);
        Witnesses witnesses = new Witnesses(properties, checkpoints, proofs, jdbc);

        witnesses.ask();

        assertThat(witnesses.problems())
                .hasEntrySatisfying(
                        witnessKey.name(), problem -> assertThat(problem).contains("422"));
    }

    private void addCheckpoint(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int blank = body.indexOf("\n\n");
        List<String> lines = body.substring(0, blank).lines().toList();
        long old = Long.parseLong(lines.getFirst().substring("old ".length()));
        Checkpoint checkpoint = Checkpoint.verified(body.substring(blank + 2), key.publicKey());
        Checkpoint before = seen;
        if (old != (before == null ? 0 : before.size())) {
            answer(exchange, 409, (before == null ? 0 : before.size()) + "\n");
            return;
        }
        try {
            if (before != null) {
                new ConsistencyProof(
                                old,
                                checkpoint.size(),
                                lines.stream().skip(1).map(Hash::ofBase64).toList())
                        .verify(before.root(), checkpoint.root());
            }
        } catch (ProofRejectedException e) {
            answer(exchange, 422, e.getMessage());
            return;
        }
        seen = checkpoint;
        answer(exchange, 200, witnessKey.cosign(checkpoint.note().text(), 1_790_000_000, signer::sign) + "\n");
    }

    private static void answer(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private AuditProperties properties() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
        return new AuditProperties(
                "x",
                List.of(),
                List.of(new AuditProperties.Witness(witnessKey.toString(), url)),
                Duration.ofMinutes(5),
                Period.ZERO);
    }

    private void grow() {
        transaction.executeWithoutResult(status -> entries.append(
                NewEntry.of(EntryType.RECEIPT, "suggestion:a", Actor.system("test"), Map.of("revision", "1"))));
        sequencer.sequence();
    }
}
