package org.countersign.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipOutputStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryProof;
import org.countersign.audit.Exports;
import org.countersign.audit.LogEntry;
import org.countersign.audit.LogQuery;
import org.countersign.audit.LogSearch;
import org.countersign.audit.Proofs;
import org.countersign.delivery.ContentItems;
import org.countersign.policy.Policies;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.TlogProof;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts together what shows how one thing was decided: its entries with their proofs, what they commit to, the decision
 * records, the policies of then and what was served. A third party checks it with the verifier and no access to anything.
 */
@Service
public class ComplianceDossiers {

    /** More is an export of the log. */
    private static final int MOST = 20_000;

    private static final String README = """
            A compliance dossier of a Countersign installation: some of its audit log, with all that is needed to check it.

            dossier.json        what it is about, and how the decisions in it came out when they were computed once more
            checkpoint          what the log signed of itself; all proofs lead to it
            log-key             the key that signed it. Compare it with one you got another way.
            entries/N.json      the exact bytes of entry N
            proofs/N.tlog-proof the proof that the log has it there (C2SP tlog-proof)
            openings/N.json     what entry N commits to, and the salt: commitment = SHA-256(salt, canonical payload)
            records/HASH.json   decision records: the facts, rules and verdict; an entry's fact "record" is SHA-256 of them
            policies/V.json     the policies of then; their version is SHA-256 of the bytes
            items.jsonl         what was served, as it was signed

                java -jar countersign-verifier.jar THIS.zip --key KEY
            """;

    private final LogSearch search;
    private final AuditEntries log;
    private final Proofs proofs;
    private final Checkpoints checkpoints;
    private final Screenings screenings;
    private final Policies policies;
    private final ContentItems items;
    private final Exports exports;

    ComplianceDossiers(
            LogSearch search,
            AuditEntries log,
            Proofs proofs,
            Checkpoints checkpoints,
            Screenings screenings,
            Policies policies,
            ContentItems items,
            Exports exports) {
        this.search = search;
        this.log = log;
        this.proofs = proofs;
        this.checkpoints = checkpoints;
        this.screenings = screenings;
        this.policies = policies;
        this.items = items;
        this.exports = exports;
    }

    /**
     * Writes a dossier as a zip.
     *
     * @throws Refusal.NotFound if the log has nothing of the kind
     * @throws Refusal.Invalid if it would have more than 20,000 entries
     */
    public void write(Actor actor, DossierScope scope, OutputStream out) throws IOException {
        Checkpoint checkpoint = checkpoints.latestWitnessed();
        List<LogEntry> entries = entries(scope, checkpoint);
        exports.record(actor, "dossier", Map.of("entries", String.valueOf(entries.size())));
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipFiles.write(zip, "README.txt", README);
        ZipFiles.write(zip, "checkpoint", checkpoint.note().toString());
        ZipFiles.write(zip, "log-key", checkpoints.publicKey() + "\n");
        ZipFiles.write(zip, "item-keys.json", Json.MAPPER.writeValueAsString(Map.of("keys", items.keys())));
        Set<String> records = new LinkedHashSet<>();
        Set<String> versions = new LinkedHashSet<>();
        List<Long> indexes = entries.stream().map(LogEntry::index).toList();
        for (EntryProof proof : proofs.of(indexes, checkpoint)) {
            write(zip, proof);
            records.add(proof.entry().document().at("/facts/record").asString(""));
            versions.add(proof.entry().document().at("/facts/policyVersion").asString(""));
        }
        Map<String, String> replays = writeRecords(zip, records);
        writePolicies(zip, versions);
        ZipFiles.lines(zip, "items.jsonl", lines -> items.at(indexes).forEach(item -> lines.accept(item + "\n")));
        ZipFiles.write(zip, "dossier.json", summary(scope, entries, replays).toPrettyString());
        zip.finish();
    }

    /** Oldest first, and those they build on, so that a publication does not stand there without its approval. */
    private List<LogEntry> entries(DossierScope scope, Checkpoint checkpoint) {
        LogQuery query = new LogQuery(null, Set.of(), scope.from(), scope.to(), scope.subject(), null);
        List<LogEntry> found = search.find(query, checkpoint.size(), MOST + 1);
        if (found.isEmpty()) {
            throw new Refusal.NotFound("log entry about", String.valueOf(scope.subject()));
        }
        if (found.size() > MOST) {
            String detail = "The dossier would have more than " + MOST + " entries; narrow the period.";
            throw new Refusal.Invalid(detail, List.of(new FieldError("/to", detail)));
        }
        Map<Long, LogEntry> all = new TreeMap<>();
        List<LogEntry> open = found;
        while (!open.isEmpty() && all.size() <= MOST) {
            List<String> named = new ArrayList<>();
            for (LogEntry entry : open) {
                if (entry.index() != null && all.put(entry.index(), entry) == null) {
                    entry.document().path("previous").forEach(id -> named.add(id.asString()));
                }
            }
            open = log.all(named).stream()
                    .filter(entry -> entry.index() != null && entry.index() < checkpoint.size())
                    .filter(entry -> !all.containsKey(entry.index()))
                    .toList();
        }
        return new ArrayList<>(all.values());
    }

    private void write(ZipOutputStream zip, EntryProof proof) {
        long index = proof.inclusion().index();
        ZipFiles.write(zip, "entries/" + index + ".json", proof.entry().leafBytes());
        ZipFiles.write(
                zip,
                "proofs/" + index + ".tlog-proof",
                new TlogProof(
                                index,
                                proof.inclusion().hashes(),
                                proof.checkpoint().note())
                        .toString());
        log.opening(proof.entry().id())
                .ifPresent(opening -> ZipFiles.write(
                        zip,
                        "openings/" + index + ".json",
                        "{\"salt\":\"" + opening.salt() + "\",\"payload\":" + opening.payload() + "}\n"));
    }

    /** @return how each came out when it was computed once more */
    private Map<String, String> writeRecords(ZipOutputStream zip, Set<String> hashes) {
        Map<String, String> replays = new TreeMap<>();
        for (String hash : hashes) {
            screenings.record(hash).ifPresent(bytes -> {
                ZipFiles.write(zip, "records/" + hash + ".json", bytes);
                replays.put(hash, screenings.replays(bytes) ? "same verdict" : "another verdict");
            });
        }
        return replays;
    }

    private void writePolicies(ZipOutputStream zip, Set<String> versions) {
        for (String version : versions) {
            policies.find(version)
                    .ifPresent(found -> ZipFiles.write(
                            zip, "policies/" + Sha256.hexOf(found.document()) + ".json", found.document()));
        }
    }

    private static ObjectNode summary(DossierScope scope, List<LogEntry> entries, Map<String, String> replays) {
        ObjectNode summary = Json.MAPPER.createObjectNode();
        summary.put("subject", scope.subject());
        summary.put("from", scope.from() == null ? null : scope.from().toString());
        summary.put("to", scope.to() == null ? null : scope.to().toString());
        summary.put("entries", entries.size());
        summary.set("replays", Json.MAPPER.valueToTree(replays));
        return summary;
    }
}
