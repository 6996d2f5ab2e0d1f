package org.countersign.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryProof;
import org.countersign.audit.Proofs;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The front door of what is out: the feed, the grounds of each item, and the keys that verify it. */
@Service
public class ContentItems {

    private final JdbcClient jdbc;
    private final ContentRows rows;
    private final AuditEntries log;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final ItemKey key;
    private final DeliveryProperties properties;
    private final FeedPulse pulse;
    private final KnownPages known;
    private final Clock clock;

    ContentItems(
            JdbcClient jdbc,
            ContentRows rows,
            AuditEntries log,
            Checkpoints checkpoints,
            Proofs proofs,
            ItemKey key,
            DeliveryProperties properties,
            FeedPulse pulse,
            KnownPages known,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.key = key;
        this.properties = properties;
        this.pulse = pulse;
        this.known = known;
        this.clock = clock;
    }

    /**
     * What happened after a position. Items that have expired or were withdrawn since are left out; tombstones are not,
     * so that whoever has an item learns that it is gone, from whichever position they go on reading after a crash.
     *
     * @throws Refusal.Gone if tombstones after that position have been dropped, or this log never had the position: read
     *     again from 0 and drop everything absent
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public FeedPage feed(FeedRequest request) {
        long beats = pulse.beats();
        FeedPage page = read(request);
        known.remember(request, page, beats);
        return page;
    }

    /**
     * The {@link FeedPage#version} of the page if it is known without a look at the database that the page has not
     * changed; null if that takes {@link #feed}.
     */
    public @Nullable String knownVersion(FeedRequest request) {
        return known.versionOf(request);
    }

    private FeedPage read(FeedRequest request) {
        Instant now = clock.instant();
        long head = head();
        if (request.after() > head) {
            requireKnown(request.after());
            return new FeedPage(List.of(), request.after(), head, null);
        }
        Instant horizon = now.minus(properties.tombstoneHorizon());
        if (request.after() > 0) {
            requireWithinHorizon(request.after(), horizon);
        }
        List<Row> found = read(request, head, now, horizon);
        boolean full = found.size() == request.limit();
        return new FeedPage(
                found.stream().map(Row::item).toList(),
                full ? found.getLast().item().position() : head,
                head,
                found.stream()
                        .filter(Row::live)
                        .map(Row::validUntil)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** The newest position under a signed checkpoint; 0 while nothing was ever published. */
    public long head() {
        return jdbc.sql("select coalesce(max(position), 0) from feed_item")
                .query(Long.class)
                .single();
    }

    /**
     * Why an item was let out, and the proof of it.
     *
     * @throws Refusal.NotFound if there is no such item, or its log entry is not signed yet
     * @throws Refusal.Gone if its grounds were erased
     */
    @Transactional(readOnly = true)
    public Why why(ContentId id) {
        ContentItem item = rows.find(id).orElseThrow(() -> new Refusal.NotFound("content item", id.toString()));
        JsonNode grounds = log.payload(item.publishedEntry())
                .orElseThrow(() -> new Refusal.Gone(
                        "erased", "The grounds of content item " + id + " were erased with the customer's data."));
        return new Why(state(item), grounds, proofs.of(item.publishedEntry()));
    }

    /**
     * What an item, live or gone, was made of.
     *
     * @throws Refusal.NotFound if there is no such item
     */
    @Transactional(readOnly = true)
    public SuggestionId suggestionOf(ContentId id) {
        return rows.find(id)
                .map(ContentItem::suggestion)
                .orElseThrow(() -> new Refusal.NotFound("content item", id.toString()));
    }

    /** The suggestions that customers can see at the moment, or will once their slot begins. */
    @Transactional(readOnly = true)
    public Set<SuggestionId> liveSuggestions() {
        return jdbc.sql("""
                        select distinct suggestion_id from content_item c
                          where withdrawn_entry is null and valid_until > ?
                            and not exists (select 1 from feed_withheld w where w.content_id = c.content_id)
                        """)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new SuggestionId(row.getObject(1, UUID.class)))
                .set();
    }

    /**
     * An item that may be shown now, as it is served.
     *
     * @throws Refusal.NotFound if there is no such item, or its log entry is not signed yet
     * @throws Refusal.Gone if it was withdrawn or withheld, has expired or was erased
     */
    @Transactional(readOnly = true)
    public JsonNode live(ContentId id) {
        ContentItem item = rows.find(id).orElseThrow(() -> new Refusal.NotFound("content item", id.toString()));
        Why.State state = state(item);
        if (state != Why.State.LIVE) {
            throw new Refusal.Gone("not-live", "Content item " + id + " is " + state + " and is not shown.");
        }
        return jdbc.sql("select coalesce(item, '') from feed_item where content_id = ? and type = 'PUBLISHED'")
                .param(id.value())
                .query(String.class)
                .optional()
                .filter(json -> !json.isEmpty())
                .map(Json.MAPPER::readTree)
                .orElseThrow(() -> new Refusal.NotFound("published content item", id + " yet; ask again in a second"));
    }

    /**
     * The log entry that published an item, and the proof of it, also of one that is gone.
     *
     * @param size of the tree to prove it in; null for that of the newest checkpoint
     * @throws Refusal.NotFound if there is no such item, or its log entry is not signed yet
     */
    @Transactional(readOnly = true)
    public EntryProof proof(ContentId id, @Nullable Long size) {
        ContentItem item = rows.find(id).orElseThrow(() -> new Refusal.NotFound("content item", id.toString()));
        EntryProof newest = proofs.of(item.publishedEntry());
        return size == null
                ? newest
                : new EntryProof(
                        newest.entry(), proofs.inclusion(newest.inclusion().index(), size), newest.checkpoint());
    }

    /** Signs what was made of an item, with the key that signs items. */
    public String sign(JsonNode document) {
        return key.sign(document);
    }

    /** The public keys that verify items, those of former days included, as the members of a JWK set (RFC 7517). */
    public List<JsonNode> keys() {
        return key.jwks();
    }

    /** What stands at these positions of the feed and was not erased, exactly as it was served. */
    public List<String> at(Collection<Long> positions) {
        return jdbc.sql("select item from feed_item where position = any(?) and item is not null order by position")
                .param(positions.toArray(Long[]::new))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /**
     * Everything that ever stood in the feed and was not erased, exactly as it was served, by position.
     *
     * @param size of the log up to which
     */
    @Transactional(readOnly = true)
    public void export(long size, Consumer<String> each) {
        long after = -1;
        while (true) {
            List<Row> rows = jdbc.sql("""
                    select f.position, true as live, now() as valid_until, coalesce(f.item, '') as item from feed_item f
                      where f.position > ? and f.position < ? order by f.position limit 1000
                    """).params(after, size).query(Row::read).list();
            if (rows.isEmpty()) {
                return;
            }
            rows.stream()
                    .map(row -> row.item().json())
                    .filter(item -> !item.isEmpty())
                    .forEach(each);
            after = rows.getLast().item().position();
        }
    }

    private Why.State state(ContentItem item) {
        if (item.withdrawnEntry() != null) {
            return Why.State.WITHDRAWN;
        }
        if (rows.isWithheld(item.id())) {
            return Why.State.WITHHELD;
        }
        return item.validUntil().isAfter(clock.instant()) ? Why.State.LIVE : Why.State.EXPIRED;
    }

    private void requireKnown(long after) {
        long size = checkpoints.latest().size();
        if (after >= size) {
            throw new Refusal.Gone(
                    "unknown-position",
                    "Position " + after + " is beyond this log of " + size + " signed entries: what you have read was "
                            + "not served by it. Read again from 0 and drop everything absent.");
        }
    }

    private void requireWithinHorizon(long after, Instant horizon) {
        boolean missed = jdbc.sql("""
                select exists (select 1 from feed_item where position > ? and type = 'WITHDRAWN' and at <= ?)
                """)
                .params(after, horizon.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        if (missed) {
            throw new Refusal.Gone(
                    "position-too-old",
                    "Tombstones after position " + after + " are no longer kept; they are kept for "
                            + properties.tombstoneHorizon().toDays()
                            + " days. Read again from 0 and drop everything absent.");
        }
    }

    private List<Row> read(FeedRequest request, long head, Instant now, Instant horizon) {
        return jdbc.sql("""
                with live as (
                  select f.position, true as live, c.valid_until, f.item
                    from feed_item f join content_item c using (content_id)
                    where f.type = 'PUBLISHED' and not f.gone and f.position > :after and f.position <= :head
                      and f.item is not null and c.withdrawn_entry is null and c.valid_until > :now
                      and (:channel::text is null or :channel = any(c.channels))
                      and (:markets::text[] is null or c.markets && :markets::text[])
                    order by f.position limit :limit),
                gone as (
                  select f.position, false as live, c.valid_until, f.item
                    from feed_item f join content_item c using (content_id)
                    where f.type = 'WITHDRAWN' and f.position > :after and f.position <= :head and f.at > :horizon
                      and (:channel::text is null or :channel = any(c.channels))
                      and (:markets::text[] is null or c.markets && :markets::text[])
                    order by f.position limit :limit)
                select * from live union all select * from gone order by position limit :limit
                """)
                .param("after", request.after())
                .param("head", head)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("channel", request.channel())
                .param("markets", request.markets())
                .param("limit", request.limit())
                .query(Row::read)
                .list();
    }

    private record Row(FeedPage.Item item, boolean live, Instant validUntil) {

        static Row read(ResultSet row, int number) throws SQLException {
            return new Row(
                    new FeedPage.Item(row.getLong("position"), row.getString("item")),
                    row.getBoolean("live"),
                    row.getObject("valid_until", OffsetDateTime.class).toInstant());
        }
    }
}
