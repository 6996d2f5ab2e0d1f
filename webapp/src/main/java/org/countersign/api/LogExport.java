package org.countersign.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoint;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.LogEntry;
import org.countersign.delivery.ContentItems;
import org.countersign.shared.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes the log out, a thousand entries at a time, so that its length costs no memory. */
@Component
class LogExport {

    static final String NDJSON = "application/x-ndjson";

    private static final int BATCH = 1000;

    private static final String README = """
            The audit log of a Countersign installation, to be checked without it.

            checkpoint     what the log signed of itself: origin, size, root (C2SP signed note, tlog-checkpoint)
            log-key        the key that signed it (C2SP verifier key). Compare it with one you got another way.
            entries.jsonl  one entry a line, in order: index, leaf (base64 of the exact bytes), leafHash, entry
            item-keys.json the keys that sign content items (JWK set)

            1. leafHash = SHA-256(0x00, leaf) for every line, and the indexes have no gap.
            2. The RFC 6962 tree over all leaf hashes has the root in the checkpoint.
            3. The checkpoint's signature is good under log-key.
            4. Entry 0 is the genesis and names origin and key.
            A checkpoint that you kept from earlier shows that nothing before it was changed: the tree over the first
            entries, as many as it says, has its root.
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
                out.write(Json.MAPPER.writeValueAsBytes(line(entry)));
                out.write('\n');
            }
            if (entries.isEmpty()) {
                return;
            }
        }
    }

    /** Everything up to the newest checkpoint. */
    void writeArchive(OutputStream out) throws IOException {
        Checkpoint checkpoint = checkpoints.latest();
        ZipOutputStream zip = new ZipOutputStream(out);
        write(zip, "README.txt", README);
        write(zip, "checkpoint", checkpoint.note().toString());
        write(zip, "log-key", checkpoints.publicKey() + "\n");
        write(zip, "item-keys.json", Json.MAPPER.writeValueAsString(Map.of("keys", items.keys())));
        zip.putNextEntry(new ZipEntry("entries.jsonl"));
        writeEntries(0, checkpoint.size(), zip);
        zip.closeEntry();
        zip.finish();
    }

    private static ObjectNode line(LogEntry entry) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("index", entry.index());
        line.put("leaf", Base64.getEncoder().encodeToString(entry.leafBytes()));
        line.put("leafHash", entry.leafHash().base64());
        line.set("entry", entry.document());
        return line;
    }

    private static void write(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
