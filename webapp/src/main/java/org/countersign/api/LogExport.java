package org.countersign.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.LogEntry;
import org.countersign.delivery.ContentItems;
import org.countersign.proof.Checkpoint;
import org.countersign.shared.Json;
import org.springframework.stereotype.Component;

/** Writes the log out, a thousand entries at a time, so that its length costs no memory. */
@Component
class LogExport {

    static final String NDJSON = "application/x-ndjson";

    private static final int BATCH = 1000;

    private static final String README = """
            The audit log of a Countersign installation, to be checked without it.

            checkpoint        what the log signed of itself: origin, size, root (C2SP signed note, tlog-checkpoint)
            log-key           the key that signed it (C2SP verifier key). Compare it with one you got another way.
            checkpoints.jsonl earlier checkpoints, one of each hour
            entries.jsonl     one entry a line, in order: index, leaf (base64 of the exact bytes), leafHash, entry
            items.jsonl       what was served to consumers, one item a line, as it was signed
            item-keys.json    the keys that sign content items (JWK set)

                java -jar countersign-verifier.jar THIS.zip --key KEY

            checks all of the following, and so can anybody else:
            1. leafHash = SHA-256(0x00, leaf) for every line, and the indexes have no gap.
            2. The RFC 6962 tree over all leaf hashes has the root in the checkpoint, and the trees over the first
               entries have the roots in the earlier checkpoints, and in any that you kept yourself.
            3. The checkpoints' signatures are good under log-key, or a key that the log introduced under a good one.
            4. Entry 0 is the genesis and names origin and key.
            5. Every entry comes after those it builds on; every publication after an approval of the same revision under
               the same policies, and these are in the log; every withdrawal after its publication.
            6. Every item is signed by a key that the log introduced, has the hash of its content, and is what the
               entry at its position published.
            """;

    private final AuditEntries log;
    private final Checkpoints checkpoints;
    private final ContentItems items;

    LogExport(AuditEntries log, Checkpoints checkpoints, ContentItems items) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.items = items;
    }

    /** JSON lines, {@code from} inclusive, {@code to} exclusive. */
    void writeEntries(long from, long to, OutputStream out) throws IOException {
        for (long at = from; at < to; at += BATCH) {
            List<LogEntry> entries = log.range(at, Math.min(at + BATCH, to));
            for (LogEntry entry : entries) {
                out.write(line(entry).getBytes(StandardCharsets.UTF_8));
            }
            if (entries.isEmpty()) {
                return;
            }
        }
    }

    /** Everything up to the newest checkpoint. */
    void writeArchive(OutputStream out) throws IOException {
        Checkpoint checkpoint = checkpoints.latestWitnessed();
        ZipOutputStream zip = new ZipOutputStream(out);
        write(zip, "README.txt", README);
        write(zip, "checkpoint", checkpoint.note().toString());
        write(zip, "log-key", checkpoints.publicKey() + "\n");
        write(zip, "item-keys.json", Json.MAPPER.writeValueAsString(Map.of("keys", items.keys())));
        zip.putNextEntry(new ZipEntry("checkpoints.jsonl"));
        for (String note : checkpoints.history(checkpoint.size())) {
            writeLine(zip, Json.MAPPER.writeValueAsString(Map.of("note", note)));
        }
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry("entries.jsonl"));
        writeEntries(0, checkpoint.size(), zip);
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry("items.jsonl"));
        items.export(checkpoint.size(), item -> writeLine(zip, item));
        zip.closeEntry();
        zip.finish();
    }

    /** The entry is shown as its leaf, which is JSON itself. */
    private static String line(LogEntry entry) {
        return "{\"index\":" + entry.index() + ",\"leaf\":\""
                + Base64.getEncoder().encodeToString(entry.leafBytes()) + "\",\"leafHash\":\""
                + entry.leafHash().base64() + "\",\"entry\":" + entry.leaf() + "}\n";
    }

    private static void writeLine(ZipOutputStream zip, String line) {
        try {
            zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
