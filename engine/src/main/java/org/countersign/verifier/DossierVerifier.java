package org.countersign.verifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.proof.JsonText;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.ServedItem;
import org.countersign.proof.TlogProof;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Checks a compliance dossier: every entry in it stands in the signed log, and everything beside the entries is what they
 * commit to.
 */
final class DossierVerifier {

    private final Set<NoteKey> keys;
    private final Findings findings = new Findings();
    private final DecisionRules rules = new DecisionRules(findings);
    private final Map<String, Long> types = new TreeMap<>();

    DossierVerifier(Set<NoteKey> keys) {
        this.keys = keys;
    }

    ExportVerifier.Report verify(Path archive) throws IOException {
        long entries = 0;
        long items = 0;
        Hash root = Hash.EMPTY;
        try (ExportFile dossier = new ExportFile(archive)) {
            Checkpoint checkpoint = Checkpoint.unverified(dossier.text("checkpoint"));
            root = checkpoint.root();
            if (keys.stream().noneMatch(checkpoint.note()::isSignedBy)) {
                throw new ProofRejectedException("The checkpoint is signed by none of the trusted keys " + keys + ".");
            }
            Set<Long> indexes = new TreeSet<>();
            dossier.names("entries/", ".json").forEach(name -> indexes.add(Long.parseLong(name)));
            for (long index : indexes) {
                checkEntry(dossier, index, checkpoint);
                entries++;
            }
            checkNames(dossier, "records/");
            checkNames(dossier, "policies/");
            items = checkItems(dossier);
        } catch (ProofRejectedException | NumberFormatException e) {
            findings.error(String.valueOf(e.getMessage()));
        }
        return new ExportVerifier.Report(entries, items, root, types, findings);
    }

    private void checkEntry(ExportFile dossier, long index, Checkpoint checkpoint) throws IOException {
        try {
            String leaf = dossier.text("entries/" + index + ".json");
            TlogProof proof = TlogProof.parse(dossier.text("proofs/" + index + ".tlog-proof"));
            if (proof.index() != index
                    || !proof.checkpoint().text().equals(checkpoint.note().text())) {
                throw new ProofRejectedException("its proof is of another entry or another checkpoint");
            }
            byte[] bytes = leaf.getBytes(StandardCharsets.UTF_8);
            new InclusionProof(index, checkpoint.size(), Hash.leaf(bytes), proof.hashes(), checkpoint.root()).verify();
            EntryLine entry = new EntryLine(leaf, Hash.leaf(bytes), JsonText.parseObject(leaf), true);
            types.merge(entry.text("type"), 1L, Long::sum);
            checkOpening(dossier, index, entry);
            rules.checkOfDossier(index, entry);
        } catch (ProofRejectedException e) {
            findings.error("Entry " + index + ": " + e.getMessage());
        }
    }

    private static void checkOpening(ExportFile dossier, long index, EntryLine entry) throws IOException {
        String commitment = entry.text("commitment");
        Optional<BufferedReader> file = dossier.find("openings/" + index + ".json");
        if (file.isEmpty()) {
            return;
        }
        try (BufferedReader lines = file.get()) {
            Map<String, @Nullable Object> opening = JsonText.parseObject(String.valueOf(lines.readLine()));
            byte[] salt = Base64.getDecoder().decode(JsonText.string(opening, "salt"));
            byte[] payload = JsonText.canonical(opening.get("payload")).getBytes(StandardCharsets.UTF_8);
            if (!Base64.getEncoder().encodeToString(Sha256.of(salt, payload)).equals(commitment)) {
                throw new ProofRejectedException("what it is said to commit to is not what it commits to");
            }
        }
    }

    /** Files that bear the SHA-256 of their bytes as their name, which entries name as a fact. */
    private void checkNames(ExportFile dossier, String folder) throws IOException {
        for (String name : dossier.names(folder, ".json")) {
            String hash = HexFormat.of().formatHex(Sha256.of(dossier.bytes(folder + name + ".json")));
            if (!hash.equals(name)) {
                findings.error("The file " + folder + name + ".json has SHA-256 " + hash + ".");
            }
        }
    }

    private long checkItems(ExportFile dossier) throws IOException {
        Map<String, byte[]> itemKeys = ServedItem.keys(dossier.text("item-keys.json"));
        long count = 0;
        try (BufferedReader lines = dossier.lines("items.jsonl")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                count++;
                try {
                    ServedItem item = ServedItem.parse(line);
                    rules.check(item);
                    item.verifySignature(itemKeys);
                    if (item.type().equals("PUBLISHED")) {
                        item.verifyHash();
                    }
                } catch (ProofRejectedException e) {
                    findings.error("Item " + count + ": " + e.getMessage());
                }
            }
        }
        return count;
    }
}
