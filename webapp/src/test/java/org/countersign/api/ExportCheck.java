package org.countersign.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.countersign.audit.NoteKey;
import org.countersign.audit.ProofRejectedException;
import org.countersign.audit.SignedNote;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;

/** Checks an export as its README.txt says; the tree is hashed here once more, by the definition of RFC 6962. */
record ExportCheck(String checkpoint, String key, List<JsonNode> lines) {

    static ExportCheck read(byte[] zip) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
                files.put(file.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new ExportCheck(
                files.getOrDefault("checkpoint", ""),
                files.getOrDefault("log-key", "").strip(),
                files.getOrDefault("entries.jsonl", "")
                        .lines()
                        .map(Json.MAPPER::readTree)
                        .toList());
    }

    ExportCheck withoutLastEntry() {
        return new ExportCheck(checkpoint, key, lines.subList(0, lines.size() - 1));
    }

    ExportCheck withBitFlippedIn(int entry) {
        List<JsonNode> changed = new ArrayList<>(lines);
        byte[] leaf = leaf(lines.get(entry));
        leaf[leaf.length / 2] ^= 1;
        changed.set(
                entry,
                lines.get(entry)
                        .deepCopy()
                        .asObject()
                        .put("leaf", Base64.getEncoder().encodeToString(leaf)));
        return new ExportCheck(checkpoint, key, changed);
    }

    List<String> problems(NoteKey trusted) {
        List<String> problems = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            JsonNode line = lines.get(n);
            byte[] hash = sha256(new byte[] {0}, leaf(line));
            leaves.add(hash);
            if (line.path("index").longValue() != n) {
                problems.add("entry " + n + " has index " + line.path("index"));
            }
            if (!base64(hash).equals(line.path("leafHash").stringValue())) {
                problems.add("entry " + n + " has another leaf hash");
            }
        }
        SignedNote note = SignedNote.parse(checkpoint);
        if (!note.text().endsWith("\n" + lines.size() + "\n" + base64(root(leaves)) + "\n")) {
            problems.add("the checkpoint has another size or root");
        }
        try {
            note.verify(trusted);
        } catch (ProofRejectedException e) {
            problems.add("the checkpoint is not signed by " + trusted);
        }
        return problems;
    }

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int half = Integer.highestOneBit(leaves.size() - 1);
        return sha256(new byte[] {1}, root(leaves.subList(0, half)), root(leaves.subList(half, leaves.size())));
    }

    private static byte[] leaf(JsonNode line) {
        return Base64.getDecoder().decode(line.path("leaf").stringValue());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
