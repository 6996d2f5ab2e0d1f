package org.countersign.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipOutputStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.Exports;
import org.countersign.audit.LogQuery;
import org.countersign.audit.LogSearch;
import org.countersign.delivery.ContentItems;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.springframework.stereotype.Service;

/** Writes the log out, a thousand entries at a time, so that its length costs no memory; each export is in the log itself. */
@Service
public class Archives {

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
    private final LogSearch search;
    private final Checkpoints checkpoints;
    private final ContentItems items;
    private final Exports exports;

    Archives(AuditEntries log, LogSearch search, Checkpoints checkpoints, ContentItems items, Exports exports) {
        this.log = log;
        this.search = search;
        this.checkpoints = checkpoints;
        this.items = items;
        this.exports = exports;
    }

    /** JSON lines, {@code from} inclusive, {@code to} exclusive. */
    public void writeEntries(long from, long to, OutputStream out) throws IOException {
        for (long at = from; at < to; at += BATCH) {
            List<String> lines = lines(at, Math.min(at + BATCH, to));
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
            if (lines.isEmpty()) {
                return;
            }
        }
    }

    /** Everything up to the newest checkpoint, for the offline verifier. */
    public void writeLog(Actor actor, OutputStream out) throws IOException {
        exports.record(actor, "log", Map.of());
        Checkpoint checkpoint = checkpoints.latestWitnessed();
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipFiles.write(zip, "README.txt", README);
        ZipFiles.write(zip, "checkpoint", checkpoint.note().toString());
        ZipFiles.write(zip, "log-key", checkpoints.publicKey() + "\n");
        ZipFiles.write(zip, "item-keys.json", Json.MAPPER.writeValueAsString(Map.of("keys", items.keys())));
        ZipFiles.lines(
                zip,
                "checkpoints.jsonl",
                lines -> checkpoints
                        .history(checkpoint.size())
                        .forEach(note -> lines.accept(Json.MAPPER.writeValueAsString(Map.of("note", note)) + "\n")));
        ZipFiles.lines(zip, "entries.jsonl", lines -> {
            for (long at = 0; at < checkpoint.size(); at += BATCH) {
                lines(at, Math.min(at + BATCH, checkpoint.size())).forEach(lines);
            }
        });
        ZipFiles.lines(zip, "items.jsonl", lines -> items.export(checkpoint.size(), item -> lines.accept(item + "\n")));
        zip.finish();
    }

    private List<String> lines(long from, long to) {
        Map<Long, Hash> hashes = log.leafHashes(from, to);
        return log.range(from, to).stream()
                .map(entry -> EntryLines.json(
                        entry, hashes.getOrDefault(Objects.requireNonNull(entry.index()), entry.leafHash())))
                .toList();
    }

    /** What a search finds, newest first, as lines that the verifier's parts can read. */
    public void writeFound(Actor actor, LogQuery query, OutputStream out) {
        exports.record(actor, "search", Map.of("format", "jsonl"));
        search.each(query, entry -> write(out, EntryLines.json(entry)));
    }

    /** What a search finds, newest first, as a table for a spreadsheet. */
    public void writeTable(Actor actor, LogQuery query, OutputStream out) {
        exports.record(actor, "search", Map.of("format", "csv"));
        write(out, EntryLines.CSV_HEADER);
        search.each(query, entry -> {
            String who = String.valueOf(entry.document().path("actor").stringValue());
            write(out, EntryLines.csv(entry, log.nameOf(who)));
        });
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
