package org.countersign.verifier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.countersign.proof.JsonText;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.ServedItem;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between entries, whatever their hashes say: who is named comes before, nothing is published without an
 * approval of the same revision under the same policies, and these policies are in the log.
 */
final class DecisionRules {

    /** Transactions write their entries a little before their index: the clock of an entry may lag by as much. */
    private static final Duration LAG = Duration.ofMinutes(5);

    private final Map<UUID, Long> indexes = new HashMap<>();
    private final Map<Long, Approval> approvals = new HashMap<>();
    private final Map<Long, Published> published = new HashMap<>();
    private final Map<Long, String> withdrawn = new HashMap<>();
    private final Set<String> policies = new HashSet<>();
    private final Set<String> records = new HashSet<>();
    private final Set<String> itemKeys = new HashSet<>();
    private final List<LogKeyEntry> logKeys = new ArrayList<>();
    private final Findings findings;
    private final Map<String, Long> types = new HashMap<>();
    private @Nullable Instant latest;

    DecisionRules(Findings findings) {
        this.findings = findings;
    }

    private record Approval(String subject, String revision, String policyVersion) {}

    private record Published(String contentId, String contentHash, List<Long> approvals, String disclosures) {}

    /** A key of the log that an entry introduces. */
    record LogKeyEntry(long index, NoteKey key) {}

    void check(long index, EntryLine entry) {
        String type = entry.text("type");
        types.merge(type, 1L, Long::sum);
        checkTime(index, entry);
        if ((index == 0) != type.equals("GENESIS")) {
            throw new ProofRejectedException("only entry 0 is the genesis, and it is " + type);
        }
        List<Long> previous = previous(entry);
        if (indexes.putIfAbsent(id(entry.text("id")), index) != null) {
            throw new ProofRejectedException("its id " + entry.text("id") + " was used before");
        }
        switch (type) {
            case "POLICY_VERSION" -> policies.add(entry.text("subject").replaceFirst("^policy:", ""));
            case "KEY" -> learnKey(index, entry);
            case "SCREENING" -> {
                requirePolicy(entry);
                records.add(entry.text("subject") + entry.fact("record"));
            }
            case "APPROVAL" -> checkApproval(index, entry);
            case "PUBLISHED" -> checkPublished(index, entry, previous);
            case "WITHDRAWN" -> checkWithdrawn(index, entry, previous);
            default -> {
                // Others say what happened and hang on nothing but their predecessors.
            }
        }
    }

    /**
     * Of a dossier, where not every entry is there: what was published must have its approval with it.
     *
     * @throws ProofRejectedException if it has not
     */
    void checkOfDossier(long index, EntryLine entry) {
        List<Long> previous = JsonText.array(entry.fields().get("previous")).stream()
                .map(each -> indexes.get(id(String.valueOf(each))))
                .filter(Objects::nonNull)
                .toList();
        indexes.put(id(entry.text("id")), index);
        policies.add(entry.fact("policyVersion"));
        records.add(entry.text("subject") + entry.fact("record"));
        switch (entry.text("type")) {
            case "APPROVAL" -> checkApproval(index, entry);
            case "PUBLISHED" -> checkPublished(index, entry, previous);
            case "WITHDRAWN" -> withdrawn.put(index, entry.fact("contentId"));
            default -> {
                // Proven to be in the log; nothing hangs on it here.
            }
        }
    }

    /** Entries by type. */
    Map<String, Long> types() {
        return types;
    }

    List<LogKeyEntry> logKeys() {
        return logKeys;
    }

    /**
     * Checks that an item of the feed is what the log says of it.
     *
     * @throws ProofRejectedException if it is not
     */
    void check(ServedItem item) {
        long index = item.position();
        if (item.type().equals("WITHDRAWN")) {
            if (!item.contentId().equals(withdrawn.get(index))) {
                throw new ProofRejectedException("the log did not withdraw item " + item.contentId() + " there");
            }
            return;
        }
        Published entry = published.get(index);
        if (entry == null || !entry.contentId.equals(item.contentId())) {
            throw new ProofRejectedException("the log did not publish item " + item.contentId() + " there");
        }
        if (!entry.contentHash.equals(item.contentHash())) {
            throw new ProofRejectedException("item " + item.contentId() + " has content hash " + item.contentHash()
                    + ", the log has " + entry.contentHash);
        }
        if (!entry.approvals.contains(item.approvalEntry())) {
            throw new ProofRejectedException(
                    "item " + item.contentId() + " names entry " + item.approvalEntry() + ", which did not approve it");
        }
        if (!entry.disclosures.isEmpty() && !entry.disclosures.equals(String.valueOf(item.disclosures()))) {
            throw new ProofRejectedException("item " + item.contentId() + " comes with " + item.disclosures()
                    + " disclosures, and " + entry.disclosures + " are required");
        }
    }

    /** Whether the log introduced this key of content items; true where it introduced none (older logs). */
    boolean knowsItemKey(String kid) {
        return itemKeys.isEmpty() || itemKeys.contains(kid);
    }

    private void checkTime(long index, EntryLine entry) {
        try {
            Instant at = Instant.parse(entry.text("at"));
            Instant before = latest;
            if (before != null && at.isBefore(before.minus(LAG))) {
                findings.remark("Entry " + index + " is of " + at + ", after one of " + before
                        + ": the clock was set back, or a transaction took that long.");
            }
            latest = before == null || at.isAfter(before) ? at : before;
        } catch (DateTimeException e) {
            throw new ProofRejectedException("its time \"" + entry.text("at") + "\" is none");
        }
    }

    private List<Long> previous(EntryLine entry) {
        List<Long> found = new ArrayList<>();
        for (@Nullable Object each : JsonText.array(entry.fields().get("previous"))) {
            Long index = indexes.get(id(String.valueOf(each)));
            if (index == null) {
                throw new ProofRejectedException("it builds on entry " + each + ", which is not before it");
            }
            found.add(index);
        }
        return found;
    }

    private void requirePolicy(EntryLine entry) {
        if (!policies.contains(entry.fact("policyVersion"))) {
            throw new ProofRejectedException(
                    "it was decided under policies " + entry.fact("policyVersion") + ", which the log does not have");
        }
    }

    private void checkApproval(long index, EntryLine entry) {
        requirePolicy(entry);
        if (!records.contains(entry.text("subject") + entry.fact("record"))) {
            throw new ProofRejectedException("it approves by decision record " + entry.fact("record")
                    + ", which no screening of " + entry.text("subject") + " made");
        }
        approvals.put(index, new Approval(entry.text("subject"), entry.fact("revision"), entry.fact("policyVersion")));
    }

    private void checkPublished(long index, EntryLine entry, List<Long> previous) {
        requirePolicy(entry);
        Approval needed = new Approval(entry.text("subject"), entry.fact("revision"), entry.fact("policyVersion"));
        List<Long> bound = previous.stream()
                .filter(each -> needed.equals(approvals.get(each)))
                .toList();
        if (bound.isEmpty()) {
            throw new ProofRejectedException("it publishes " + needed.subject + ", revision " + needed.revision
                    + ", without an approval of that revision under that policy version");
        }
        published.put(
                index,
                new Published(entry.fact("contentId"), entry.fact("contentHash"), bound, entry.fact("disclosures")));
    }

    private void checkWithdrawn(long index, EntryLine entry, List<Long> previous) {
        String contentId = entry.fact("contentId");
        boolean out = previous.stream()
                .map(published::get)
                .anyMatch(each -> each != null && each.contentId.equals(contentId));
        if (!out) {
            throw new ProofRejectedException("it withdraws item " + contentId + ", which it does not follow");
        }
        withdrawn.put(index, contentId);
    }

    private void learnKey(long index, EntryLine entry) {
        if (entry.fact("use").equals("item")) {
            itemKeys.add(entry.fact("kid"));
        } else if (entry.fact("use").equals("log")) {
            logKeys.add(new LogKeyEntry(index, key(entry.fact("key"))));
        }
    }

    private static NoteKey key(String text) {
        try {
            return NoteKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("it introduces a key that is none: " + e.getMessage());
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("\"" + text + "\" is no entry's id");
        }
    }
}
