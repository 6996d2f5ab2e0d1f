package org.countersign.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntriesSequenced;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.delivery.ContentRows.FeedRow;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Gives content items their place in the feed, in the transaction that gives their log entries an index. */
@Component
class FeedProjection {

    private static final Logger LOG = LoggerFactory.getLogger(FeedProjection.class);

    private final AuditEntries log;
    private final ContentRows rows;
    private final ItemKey key;

    FeedProjection(AuditEntries log, ContentRows rows, ItemKey key) {
        this.log = log;
        this.rows = rows;
        this.key = key;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void project(EntriesSequenced sequenced) {
        List<LogEntry> entries =
                log.range(sequenced.from(), sequenced.to(), Set.of(EntryType.PUBLISHED, EntryType.WITHDRAWN));
        if (entries.isEmpty()) {
            return;
        }
        Map<EntryId, ContentItem> items = new HashMap<>();
        for (ContentItem item : rows.of(entries.stream().map(LogEntry::id).toList())) {
            items.put(item.publishedEntry(), item);
            if (item.withdrawnEntry() != null) {
                items.put(item.withdrawnEntry(), item);
            }
        }
        Map<EntryId, Long> approvals = log.indexesOf(
                items.values().stream().map(ContentItem::approvalEntry).toList());
        List<FeedRow> feed = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        for (LogEntry entry : entries) {
            ContentItem item = items.get(entry.id());
            if (item != null) {
                feed.add(row(entry, item, approvals, withheld));
            }
        }
        rows.insertFeed(feed);
        rows.insertWithheld(withheld);
    }

    private FeedRow row(LogEntry entry, ContentItem item, Map<EntryId, Long> approvals, List<Withheld> withheld) {
        long position = Objects.requireNonNull(entry.index());
        return new FeedRow(
                position, entry.type(), item.id(), entry.at(), served(entry, position, item, approvals, withheld));
    }

    /** @return null for what was erased before it could be served, or must not be */
    private @Nullable String served(
            LogEntry entry, long position, ContentItem item, Map<EntryId, Long> approvals, List<Withheld> withheld) {
        if (entry.type() == EntryType.WITHDRAWN) {
            return signed(tombstone(position, item));
        }
        String body = item.body();
        if (body == null) {
            return null;
        }
        Optional<String> objection = LastCheck.objection(entry, item, body, approvals.get(item.approvalEntry()));
        if (objection.isPresent()) {
            LOG.error("Content item {} at {} is withheld: {}", item.id(), position, objection.get());
            withheld.add(new Withheld(position, item.id(), item.suggestion(), entry.at(), objection.get()));
            return null;
        }
        return signed(published(position, item, body, approvals));
    }

    private static ObjectNode published(long position, ContentItem item, String body, Map<EntryId, Long> approvals) {
        ObjectNode served = frame(position, "PUBLISHED", item);
        served.setAll(Json.MAPPER.readTree(body).asObject());
        ObjectNode approval = Json.MAPPER.readTree(item.approval()).asObject();
        approval.put("salt", item.salt());
        approval.put("entry", approvals.get(item.approvalEntry()));
        served.set("approval", approval);
        return served;
    }

    private static ObjectNode tombstone(long position, ContentItem item) {
        ObjectNode served = frame(position, "WITHDRAWN", item);
        served.put("kind", item.kind());
        served.set("channels", Json.MAPPER.valueToTree(item.channels()));
        served.putNull("content");
        served.putNull("audience");
        served.putArray("disclosures");
        served.putNull("approval");
        return served;
    }

    private static ObjectNode frame(long position, String type, ContentItem item) {
        return Json.MAPPER
                .createObjectNode()
                .put("position", position)
                .put("type", type)
                .put("contentId", item.id().toString())
                .put("contentHash", item.hash())
                .put("validFrom", item.validFrom().toString())
                .put("validUntil", item.validUntil().toString());
    }

    private String signed(ObjectNode item) {
        String signature = key.sign(item);
        return Json.MAPPER.writeValueAsString(item.put("signature", signature));
    }
}
