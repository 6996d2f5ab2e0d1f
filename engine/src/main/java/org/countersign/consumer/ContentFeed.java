package org.countersign.consumer;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.proof.JsonText;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.ServedItem;
import org.jspecify.annotations.Nullable;

/**
 * The approved content, for whoever shows it. {@link #poll} brings it up to date, {@link #live} tells what may be shown
 * now. Nothing gets in whose signature, hash and proof do not hold, and nothing is shown once the feed has not been heard
 * of for too long: what is not known to be approved counts as withdrawn.
 *
 * <pre>{@code
 * ContentFeed feed = ContentFeed.open(URI.create("https://countersign.example/"), token, logKey, Path.of("feed.journal"));
 * while (running) {
 *     feed.poll(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class ContentFeed implements AutoCloseable {

    private static final int PAGE = 500;
    private static final int GONE = 410;

    private final FeedApi api;
    private final NoteKey logKey;
    private final FeedJournal journal;
    private final Clock clock;
    private final Duration longestSilence;
    private final Map<String, byte[]> keys = new HashMap<>();
    private @Nullable Instant heard;

    private ContentFeed(FeedApi api, NoteKey logKey, FeedJournal journal, Clock clock, Duration longestSilence) {
        this.api = api;
        this.logKey = logKey;
        this.journal = journal;
        this.clock = clock;
        this.longestSilence = longestSilence;
    }

    /**
     * Opens the feed where it was left.
     *
     * @param server its address, ending in a slash
     * @param token of a client with the role CONSUMER
     * @param logKey the log's verifier key, got another way than from the server
     * @param journal file that keeps what was read; of this feed alone
     * @throws IOException if the journal cannot be read or written
     */
    public static ContentFeed open(URI server, String token, NoteKey logKey, Path journal) throws IOException {
        return open(server, token, logKey, journal, Clock.systemUTC(), Duration.ofMinutes(5));
    }

    /** @param longestSilence after which nothing is shown any more */
    public static ContentFeed open(
            URI server, String token, NoteKey logKey, Path journal, Clock clock, Duration longestSilence)
            throws IOException {
        return new ContentFeed(new FeedApi(server, token), logKey, new FeedJournal(journal), clock, longestSilence);
    }

    /**
     * Reads what is new, to the end.
     *
     * @param wait for how long to wait where nothing is
     * @return how many changes there were
     * @throws IOException if the server cannot be reached or refuses; nothing is lost
     * @throws ProofRejectedException if something does not hold; nothing of that page is taken in
     */
    public synchronized int poll(Duration wait) throws IOException, InterruptedException {
        int changes = 0;
        boolean more = true;
        while (more) {
            long after = journal.position();
            FeedApi.Answer answer = api.get(
                    "api/v1/content?proofs=true&limit=" + PAGE + "&after=" + after + "&wait=" + wait, wait, Map.of());
            if (answer.status() == GONE) {
                journal.reset();
                continue;
            }
            Map<String, @Nullable Object> page = JsonText.parseObject(answer.require("The feed"));
            List<String> items = new ArrayList<>();
            JsonText.array(page.get("items")).forEach(item -> items.add(JsonText.canonical(item)));
            long next = JsonText.number(page, "next");
            if (next < after) {
                throw new ProofRejectedException("The feed went back from position " + after + " to " + next + ".");
            }
            if (next > after) {
                journal.append(items, next, verified(page, items, after));
            }
            changes += items.size();
            more = next < JsonText.number(page, "head");
        }
        heard = clock.instant();
        return changes;
    }

    /** What may be shown now, by id; empty if the feed has not been heard of for too long. */
    public synchronized Map<String, ServedItem> live() {
        Instant now = clock.instant();
        Map<String, ServedItem> live = new HashMap<>();
        if (heard == null || heard.plus(longestSilence).isBefore(now)) {
            return live;
        }
        journal.items().forEach((id, item) -> {
            if (!now.isBefore(instant(item, "validFrom")) && now.isBefore(instant(item, "validUntil"))) {
                live.put(id, item);
            }
        });
        return live;
    }

    /** The position up to which the feed was read. */
    public synchronized long position() {
        return journal.position();
    }

    /** @return the checkpoint that they are proven against, which continues the one before */
    private String verified(Map<String, @Nullable Object> page, List<String> items, long after)
            throws IOException, InterruptedException {
        Checkpoint checkpoint = continued(Checkpoint.verified(JsonText.string(page, "checkpoint"), logKey));
        List<@Nullable Object> proofs = JsonText.array(page.get("proofs"));
        if (proofs.size() != items.size()) {
            throw new ProofRejectedException(
                    "There are " + items.size() + " items, and proofs of " + proofs.size() + ".");
        }
        long last = after;
        for (int n = 0; n < items.size(); n++) {
            ServedItem item = ServedItem.parse(items.get(n));
            if (item.position() <= last) {
                throw new ProofRejectedException(
                        "Item " + item.contentId() + " stands at " + item.position() + ", not beyond " + last + ".");
            }
            last = item.position();
            verifySignature(item);
            verifyProof(item, JsonText.object(proofs.get(n), "proof of item " + item.contentId()), checkpoint);
            if (item.type().equals("PUBLISHED")) {
                item.verifyHash();
            }
        }
        return checkpoint.note().toString();
    }

    private void verifySignature(ServedItem item) throws IOException, InterruptedException {
        if (!keys.containsKey(item.keyId())) {
            keys.putAll(ServedItem.keys(api.get(".well-known/jwks.json").require("The key set")));
        }
        item.verifySignature(keys);
    }

    /** A log that was rewritten cannot give a proof from the checkpoint that this consumer remembers. */
    private Checkpoint continued(Checkpoint newest) throws IOException, InterruptedException {
        if (!journal.checkpoint().isEmpty()) {
            Checkpoint before = Checkpoint.verified(journal.checkpoint(), logKey);
            if (before.size() > newest.size()) {
                throw new ProofRejectedException(
                        "The log has " + newest.size() + " entries and had " + before.size() + ".");
            }
            Map<String, @Nullable Object> proof = JsonText.parseObject(
                    api.get("api/v1/audit/proofs/consistency?from=" + before.size() + "&to=" + newest.size())
                            .require("The consistency proof"));
            new ConsistencyProof(before.size(), newest.size(), hashes(proof)).verify(before.root(), newest.root());
        }
        return newest;
    }

    /** The log's entry at the item's position must be in the signed tree, and say exactly this item. */
    private static void verifyProof(ServedItem item, Map<String, @Nullable Object> proof, Checkpoint checkpoint) {
        if (item.position() >= checkpoint.size()) {
            throw new ProofRejectedException("Item " + item.contentId() + " stands at " + item.position()
                    + ", and the log has signed " + checkpoint.size() + " entries.");
        }
        byte[] leaf = Base64.getDecoder().decode(JsonText.string(proof, "leaf"));
        new InclusionProof(item.position(), checkpoint.size(), Hash.leaf(leaf), hashes(proof), checkpoint.root())
                .verify();
        Map<String, @Nullable Object> entry = JsonText.parseObject(new String(leaf, StandardCharsets.UTF_8));
        Map<String, @Nullable Object> facts = JsonText.object(entry.get("facts"), "facts of the entry");
        boolean same = JsonText.string(entry, "type").equals(item.type())
                && JsonText.string(facts, "contentId").equals(item.contentId())
                && JsonText.string(facts, "contentHash").equals(item.contentHash());
        if (!same) {
            throw new ProofRejectedException(
                    "Entry " + item.position() + " of the log is not about item " + item.contentId() + ".");
        }
    }

    private static List<Hash> hashes(Map<String, @Nullable Object> proof) {
        List<Hash> hashes = new ArrayList<>();
        JsonText.array(proof.get("hashes")).forEach(hash -> hashes.add(Hash.ofBase64(String.valueOf(hash))));
        return hashes;
    }

    private static Instant instant(ServedItem item, String name) {
        return Instant.parse(JsonText.string(item.fields(), name));
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
        api.close();
    }
}
