package org.countersign.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.GrowingTree;
import org.countersign.proof.Hash;
import org.countersign.proof.JsonText;
import org.countersign.proof.NoteKey;
import org.countersign.proof.SignedNote;
import org.countersign.shared.Sha256;
import org.countersign.shared.SigningKey;

/** A log made by hand, so that a test can break in it whatever it wants and still have it signed. */
final class TestLog {

    static final String ORIGIN = "example.com/log";
    private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

    final SigningKey signer = SigningKey.generate();
    final NoteKey key = NoteKey.of(ORIGIN, signer.publicKey());
    final SigningKey itemSigner = SigningKey.generate();
    final List<String> leaves = new ArrayList<>();
    final List<String> items = new ArrayList<>();
    final List<String> history = new ArrayList<>();
    private final String kid = "item-key-1";

    TestLog() {
        entry("GENESIS", "log:" + ORIGIN, Map.of("origin", ORIGIN, "key", key.toString()));
        entry("KEY", "key:item", Map.of("use", "item", "kid", kid));
        entry("POLICY_VERSION", "policy:sha256:p1", Map.of("rules", "2"));
    }

    /** A log with this many items that were screened, approved and published, each by three entries. */
    static TestLog with(int items) {
        TestLog log = new TestLog();
        for (int n = 0; n < items; n++) {
            log.publish("suggestion:s" + n, "sha256:p1");
        }
        return log;
    }

    String entry(String type, String subject, Map<String, String> facts, String... previous) {
        return entryAt(START.plusSeconds(leaves.size()), type, subject, facts, previous);
    }

    String entryAt(Instant at, String type, String subject, Map<String, String> facts, String... previous) {
        String id = UUID.nameUUIDFromBytes((type + leaves.size()).getBytes(StandardCharsets.UTF_8))
                .toString();
        Map<String, Object> leaf = new TreeMap<>(Map.of(
                "version",
                "1",
                "id",
                id,
                "type",
                type,
                "subject",
                subject,
                "actor",
                "SYSTEM:test",
                "at",
                at.toString(),
                "facts",
                facts,
                "previous",
                List.of(previous)));
        leaves.add(JsonText.canonical(leaf));
        return id;
    }

    /** Index of the publication's entry. */
    long publish(String subject, String policy) {
        String screening = entry("SCREENING", subject, Map.of("policyVersion", policy, "record", "r", "revision", "1"));
        String approval =
                entry("APPROVAL", subject, Map.of("policyVersion", policy, "record", "r", "revision", "1"), screening);
        return publishAfter(subject, policy, leaves.size() - 1L, approval);
    }

    long publishAfter(String subject, String policy, long approvalIndex, String... previous) {
        long position = leaves.size();
        Map<String, Object> item = new TreeMap<>(Map.of(
                "kind", "PRICE_OFFER",
                "content", Map.of("text", "Ten percent off — nur heute"),
                "audience", Map.of("segment", "all"),
                "channels", List.of("WEB"),
                "disclosures", List.of(Map.of("rule", "r", "message", "Advertisement"))));
        byte[] salt = Sha256.of(subject.getBytes(StandardCharsets.UTF_8));
        String hash = Base64.getEncoder()
                .encodeToString(Sha256.of(salt, JsonText.canonical(item).getBytes(StandardCharsets.UTF_8)));
        item.put("type", "PUBLISHED");
        item.put("position", position);
        item.put("contentId", "c" + position);
        item.put("contentHash", hash);
        item.put("approval", Map.of("salt", Base64.getEncoder().encodeToString(salt), "entry", approvalIndex));
        items.add(signed(item));
        entry(
                "PUBLISHED",
                subject,
                Map.of(
                        "contentId",
                        "c" + position,
                        "contentHash",
                        hash,
                        "revision",
                        "1",
                        "policyVersion",
                        policy,
                        "disclosures",
                        "1"),
                previous);
        return position;
    }

    String signed(Map<String, Object> item) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header =
                base64.encodeToString(("{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}").getBytes(StandardCharsets.UTF_8));
        String payload = base64.encodeToString(JsonText.canonical(item).getBytes(StandardCharsets.UTF_8));
        byte[] signature = itemSigner.sign((header + "." + payload).getBytes(StandardCharsets.UTF_8));
        Map<String, Object> served = new TreeMap<>(item);
        served.put("signature", header + ".." + base64.encodeToString(signature));
        return JsonText.canonical(served);
    }

    /** Over the first entries, signed by these. */
    SignedNote checkpoint(int size, SigningKey... signers) {
        GrowingTree tree = new GrowingTree();
        leaves.stream().limit(size).forEach(leaf -> tree.append(Hash.leaf(leaf.getBytes(StandardCharsets.UTF_8))));
        String text = Checkpoint.text(ORIGIN, size, tree.root());
        return new SignedNote(
                text,
                Arrays.stream(signers)
                        .map(each -> NoteKey.of(ORIGIN, each.publicKey()).sign(text, each::sign))
                        .toList());
    }

    SignedNote checkpoint() {
        return checkpoint(leaves.size(), signer);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String leaf : leaves) {
            lines.add(line(lines.size(), leaf));
        }
        return lines;
    }

    static String line(long index, String leaf) {
        byte[] bytes = leaf.getBytes(StandardCharsets.UTF_8);
        return "{\"index\":" + index + ",\"leaf\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"leafHash\":\""
                + Hash.leaf(bytes) + "\",\"entry\":" + leaf + "}";
    }

    Path export(Path directory) {
        return export(directory, lines(), checkpoint());
    }

    Path export(Path directory, List<String> lines, SignedNote checkpoint) {
        try {
            Path file = Files.createTempFile(directory, "export", ".zip");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                write(zip, "checkpoint", checkpoint.toString());
                write(zip, "log-key", key + "\n");
                write(
                        zip,
                        "checkpoints.jsonl",
                        String.join(
                                "",
                                history.stream()
                                        .map(note -> JsonText.canonical(Map.of("note", note)) + "\n")
                                        .toList()));
                write(zip, "item-keys.json", JsonText.canonical(Map.of("keys", List.of(jwk()))));
                write(zip, "entries.jsonl", String.join("\n", lines) + "\n");
                write(zip, "items.jsonl", String.join("\n", items) + (items.isEmpty() ? "" : "\n"));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> jwk() {
        return Map.of(
                "crv",
                "Ed25519",
                "kty",
                "OKP",
                "kid",
                kid,
                "x",
                Base64.getUrlEncoder().withoutPadding().encodeToString(itemSigner.publicKey()));
    }

    private static void write(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
