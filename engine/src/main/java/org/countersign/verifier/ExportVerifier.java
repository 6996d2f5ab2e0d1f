package org.countersign.verifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.GrowingTree;
import org.countersign.proof.Hash;
import org.countersign.proof.JsonText;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.ServedItem;

/**
 * Checks an export from its first byte to its last, without the server it comes from: the tree, the signatures on it, the
 * order of entries, and that nothing was served that had not been approved.
 */
public final class ExportVerifier {

    /** Signatures checked at a time, on all cores. */
    private static final int ITEMS = 4096;

    private final Set<NoteKey> keys;
    private final Set<NoteKey> witnesses;
    private final List<Checkpoint> known;

    private final Findings findings = new Findings();
    private final DecisionRules rules = new DecisionRules(findings);
    private final GrowingTree tree = new GrowingTree();

    // Sizes at which somebody signed the root, the smallest first.
    private final NavigableMap<Long, List<Claim>> claims = new TreeMap<>();
    private long agreed;

    /**
     * @param keys of the log, got another way than with the export
     * @param witnesses whose signature the newest checkpoint must carry
     * @param known checkpoints kept from earlier, whose signatures have been checked
     */
    public ExportVerifier(Set<NoteKey> keys, Set<NoteKey> witnesses, List<Checkpoint> known) {
        this.keys = new HashSet<>(keys);
        this.witnesses = Set.copyOf(witnesses);
        this.known = List.copyOf(known);
    }

    /** That a log has this root at some size; {@code where} says who claims it. */
    private record Claim(Hash root, String where) {}

    /**
     * What was checked.
     *
     * @param entries in the log
     * @param items of the feed
     * @param types entries by type
     */
    public record Report(long entries, long items, Hash root, Map<String, Long> types, Findings findings) {

        /** Whether nothing speaks against the export. */
        public boolean isGood() {
            return findings.errorCount() == 0;
        }
    }

    /**
     * Checks the archive. May be called once.
     *
     * @throws IOException if it cannot be read as an archive
     */
    public Report verify(Path archive) throws IOException {
        long items = 0;
        try (ExportFile export = new ExportFile(archive)) {
            Checkpoint newest = Checkpoint.unverified(export.text("checkpoint"));
            List<Checkpoint> history = history(export);
            claim(newest, "checkpoint");
            history.forEach(each -> claim(each, "checkpoint of size " + each.size()));
            known.forEach(each -> claim(each, "known checkpoint of size " + each.size()));
            readEntries(export, newest);
            checkSignatures(newest, history);
            items = readItems(export);
        } catch (ProofRejectedException e) {
            findings.error(e.getMessage() == null ? "The export cannot be read." : e.getMessage());
        }
        return new Report(tree.size(), items, tree.root(), rules.types(), findings);
    }

    private static List<Checkpoint> history(ExportFile export) throws IOException {
        List<Checkpoint> history = new ArrayList<>();
        Optional<BufferedReader> file = export.find("checkpoints.jsonl");
        if (file.isPresent()) {
            try (BufferedReader lines = file.get()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    history.add(Checkpoint.unverified(JsonText.string(JsonText.parseObject(line), "note")));
                }
            }
        }
        return history;
    }

    private void claim(Checkpoint checkpoint, String where) {
        claims.computeIfAbsent(checkpoint.size(), size -> new ArrayList<>()).add(new Claim(checkpoint.root(), where));
    }

    private void readEntries(ExportFile export, Checkpoint newest) throws IOException {
        try (BufferedReader lines = export.lines("entries.jsonl")) {
            long index = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                readEntry(line, index++);
            }
        }
        if (tree.size() < newest.size()) {
            findings.error("Entry " + tree.size() + " is missing, and all after it: the checkpoint is of "
                    + newest.size() + " entries.");
        }
        if (tree.size() > newest.size()) {
            findings.error("Entry " + newest.size() + " and those after it are under no checkpoint.");
        }
        Map<Long, List<Claim>> beyond = claims.tailMap(tree.size(), false);
        known.stream()
                .filter(each -> beyond.containsKey(each.size()))
                .forEach(each -> findings.error("The log was cut: a known checkpoint is of " + each.size()
                        + " entries, and there are " + tree.size() + "."));
    }

    private void readEntry(String line, long index) {
        try {
            EntryLine entry = EntryLine.read(line, index);
            tree.append(entry.hash());
            if (!entry.shown()) {
                findings.error("Entry " + index + ": what the line shows is not what its bytes say.");
            }
            rules.check(index, entry);
        } catch (ProofRejectedException e) {
            findings.error("Entry " + index + ": " + e.getMessage() + ".");
            if (tree.size() == index) {
                // What cannot be read still takes its place, so that those after it are judged for themselves.
                tree.append(Hash.EMPTY);
            }
        }
        List<Claim> here = claims.getOrDefault(tree.size(), List.of());
        for (Claim claim : here) {
            if (!claim.root.equals(tree.root())) {
                findings.error("The first " + tree.size() + " entries have root " + tree.root() + ", the " + claim.where
                        + " says " + claim.root + ": something in entries " + agreed + " to " + (tree.size() - 1)
                        + " is not what was signed.");
                return;
            }
        }
        agreed = here.isEmpty() ? agreed : tree.size();
    }

    /**
     * A checkpoint signed by a trusted key makes the keys trusted that the log introduced below it. From the newest that
     * reaches back to every key there was, and oldest first from an early one to the key of today.
     */
    private void checkSignatures(Checkpoint newest, List<Checkpoint> history) {
        if (isTrusted(newest)) {
            trustThoseBelow(newest);
        }
        Stream.concat(history.stream(), Stream.of(newest))
                .sorted((one, other) -> Long.compare(one.size(), other.size()))
                .forEach(this::checkSignature);
        for (NoteKey witness : witnesses) {
            if (!newest.note().isSignedBy(witness)) {
                findings.error("The newest checkpoint is not signed by witness " + witness.name() + ".");
            }
        }
    }

    private void checkSignature(Checkpoint checkpoint) {
        if (isTrusted(checkpoint)) {
            trustThoseBelow(checkpoint);
        } else {
            findings.error("The checkpoint of size " + checkpoint.size() + " of log " + checkpoint.origin()
                    + " is signed by none of the trusted keys " + keys + ".");
        }
    }

    private boolean isTrusted(Checkpoint checkpoint) {
        return keys.stream()
                .anyMatch(key -> key.name().equals(checkpoint.origin())
                        && checkpoint.note().isSignedBy(key));
    }

    private void trustThoseBelow(Checkpoint checkpoint) {
        rules.logKeys().stream()
                .filter(introduced -> introduced.index() < checkpoint.size())
                .forEach(introduced -> keys.add(introduced.key()));
    }

    private long readItems(ExportFile export) throws IOException {
        Optional<BufferedReader> file = export.find("items.jsonl");
        if (file.isEmpty()) {
            return 0;
        }
        Map<String, byte[]> itemKeys = ServedItem.keys(export.text("item-keys.json"));
        long count = 0;
        try (BufferedReader lines = file.get()) {
            List<String> batch = new ArrayList<>(ITEMS);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                batch.add(line);
                count++;
                if (batch.size() == ITEMS) {
                    checkItems(batch, itemKeys);
                    batch.clear();
                }
            }
            checkItems(batch, itemKeys);
        }
        return count;
    }

    private void checkItems(List<String> lines, Map<String, byte[]> itemKeys) {
        lines.parallelStream()
                .map(line -> problem(line, itemKeys))
                .flatMap(Optional::stream)
                .toList()
                .forEach(findings::error);
    }

    private Optional<String> problem(String line, Map<String, byte[]> itemKeys) {
        String where = "Item";
        try {
            ServedItem item = ServedItem.parse(line);
            where = "Entry " + item.position();
            rules.check(item);
            item.verifySignature(itemKeys);
            if (!rules.knowsItemKey(item.keyId())) {
                throw new ProofRejectedException("item " + item.contentId() + " is signed with key " + item.keyId()
                        + ", which the log did not introduce");
            }
            if (item.type().equals("PUBLISHED")) {
                item.verifyHash();
            }
            return Optional.empty();
        } catch (ProofRejectedException e) {
            return Optional.of(where + ": " + e.getMessage());
        }
    }
}
