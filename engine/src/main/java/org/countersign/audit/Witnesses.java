package org.countersign.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks witnesses to sign checkpoints too (C2SP tlog-witness). A witness signs only what continues the newest checkpoint it
 * has seen, so whoever trusts one knows that everybody is shown the same log.
 */
@Component
class Witnesses {

    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONFLICT = 409;

    private final List<Asked> witnesses;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final JdbcClient jdbc;
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    Witnesses(AuditProperties properties, Checkpoints checkpoints, Proofs proofs, JdbcClient jdbc) {
        this.witnesses = properties.witnesses().stream()
                .map(witness ->
                        new Asked(witness.noteKey(), URI.create(withoutSlash(witness.url()) + "/add-checkpoint")))
                .toList();
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.jdbc = jdbc;
    }

    private record Asked(NoteKey key, URI url) {}

    /** Why the last attempt failed, by witness. */
    Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    @Scheduled(fixedDelayString = "${countersign.audit.publish-interval:60s}", initialDelayString = "5s")
    void ask() {
        for (Asked witness : witnesses) {
            try {
                ask(witness, checkpoints.latest());
                problems.remove(witness.key.name());
            } catch (IOException | ProofRejectedException e) {
                LOG.warn("Witness {} did not sign the checkpoint: {}", witness.key.name(), e.toString());
                problems.put(witness.key.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void ask(Asked witness, Checkpoint checkpoint) throws IOException {
        long seen = jdbc.sql("select coalesce(max(size), 0) from audit_cosignature where witness = ?")
                .param(witness.key.name())
                .query(Long.class)
                .single();
        if (seen == checkpoint.size()) {
            return;
        }
        HttpResponse<String> answer = send(witness, seen, checkpoint);
        Optional<Long> other = answer.statusCode() == CONFLICT ? sizeIn(answer) : Optional.empty();
        if (other.isPresent() && other.get() <= checkpoint.size()) {
            // It has seen more or less of this log than we remember, for example after a restore on either side.
            answer = send(witness, other.get(), checkpoint);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "it answered " + answer.statusCode() + " " + answer.body().strip());
        }
        List<SignedNote.Signature> signatures = SignedNote.parseLines(answer.body());
        checkpoint.note().with(signatures).verify(witness.key);
        signatures.stream()
                .filter(signature ->
                        new SignedNote(checkpoint.note().text(), List.of(signature)).isSignedBy(witness.key))
                .forEach(signature -> jdbc.sql("""
                        insert into audit_cosignature (size, witness, line) values (?, ?, ?) on conflict do nothing
                        """)
                        .params(checkpoint.size(), witness.key.name(), signature.toString())
                        .update());
    }

    private HttpResponse<String> send(Asked witness, long seen, Checkpoint checkpoint) throws IOException {
        StringBuilder body = new StringBuilder("old ").append(seen).append('\n');
        List<Hash> proof = seen == 0 || seen == checkpoint.size()
                ? List.of()
                : proofs.consistency(seen, checkpoint.size()).hashes();
        proof.forEach(hash -> body.append(hash).append('\n'));
        body.append('\n').append(checkpoint.note());
        HttpRequest request = HttpRequest.newBuilder(witness.url)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<Long> sizeIn(HttpResponse<String> answer) {
        String body = answer.body().strip();
        return body.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(body)) : Optional.empty();
    }

    private static String withoutSlash(URI url) {
        return url.toString().replaceFirst("/+$", "");
    }
}
