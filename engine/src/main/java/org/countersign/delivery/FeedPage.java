package org.countersign.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the feed.
 *
 * @param items in the order of their positions
 * @param next the last position looked at, filtered items included: what to ask for after
 * @param head the newest position under a signed checkpoint
 * @param staleAt when the first of the items expires; null if there is none
 */
public record FeedPage(
        List<Item> items, long next, long head, @Nullable Instant staleAt) {

    public FeedPage {
        items = List.copyOf(items);
    }

    /**
     * An item of the feed.
     *
     * @param json the signed document exactly as it is to be served
     */
    public record Item(long position, String json) {}

    /** Changes whenever the page does, by expiry too; what stands at a position never changes. */
    public String version() {
        StringBuilder seen = new StringBuilder().append(next).append(' ').append(head);
        items.forEach(item -> seen.append(' ').append(item.position()));
        return Sha256.hexOf(seen.toString().getBytes(StandardCharsets.US_ASCII)).substring(0, 32);
    }
}
