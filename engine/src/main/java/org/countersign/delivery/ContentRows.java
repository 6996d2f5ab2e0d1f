package org.countersign.delivery;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of content items. */
@Repository
class ContentRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    ContentRows(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    void insertAll(List<ContentItem> items) {
        batch.batchUpdate("""
                insert into content_item (content_id, suggestion_id, generation, revision, slot, kind, channels, markets,
                    valid_from, valid_until, content_hash, body, salt, approval, approval_entry, published_entry)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, items, Math.max(1, items.size()), (statement, item) -> {
            statement.setObject(1, item.id().value());
            statement.setObject(2, item.suggestion().value());
            statement.setInt(3, item.generation());
            statement.setInt(4, item.revision());
            statement.setString(5, item.slot());
            statement.setString(6, item.kind());
            statement.setObject(7, item.channels().toArray(String[]::new));
            statement.setObject(8, item.markets().toArray(String[]::new));
            statement.setObject(9, item.validFrom().atOffset(ZoneOffset.UTC));
            statement.setObject(10, item.validUntil().atOffset(ZoneOffset.UTC));
            statement.setString(11, item.hash());
            statement.setString(12, item.body());
            statement.setString(13, item.salt());
            statement.setString(14, item.approval());
            statement.setObject(15, item.approvalEntry().value());
            statement.setObject(16, item.publishedEntry().value());
        });
    }

    /** Puts items at their positions in the feed. */
    void insertFeed(List<FeedRow> feed) {
        batch.batchUpdate(
                "insert into feed_item (position, type, content_id, at, item) values (?, ?, ?, ?, ?)",
                feed,
                Math.max(1, feed.size()),
                (statement, row) -> {
                    statement.setLong(1, row.position());
                    statement.setString(2, row.type().name());
                    statement.setObject(3, row.content().value());
                    statement.setObject(4, row.at().atOffset(ZoneOffset.UTC));
                    statement.setString(5, row.item());
                });
    }

    /** Notes what the feed does not show although the log published it. */
    void insertWithheld(List<Withheld> withheld) {
        batch.batchUpdate(
                "insert into feed_withheld (position, content_id, suggestion_id, at, reason) values (?, ?, ?, ?, ?)",
                withheld,
                Math.max(1, withheld.size()),
                (statement, row) -> {
                    statement.setLong(1, row.position());
                    statement.setObject(2, row.content().value());
                    statement.setObject(3, row.suggestion().value());
                    statement.setObject(4, row.at().atOffset(ZoneOffset.UTC));
                    statement.setString(5, row.reason());
                });
    }

    /** What was withheld and not withdrawn since, newest first. */
    List<Withheld> withheld(int limit) {
        return jdbc.sql("""
                        select w.* from feed_withheld w join content_item c using (content_id)
                          where c.withdrawn_entry is null order by w.position desc limit ?
                        """).param(limit).query(ContentRows::withheld).list();
    }

    /** The same of these suggestions, all of it, oldest first. */
    List<Withheld> withheld(Collection<SuggestionId> suggestions) {
        return jdbc.sql("""
                        select w.* from feed_withheld w join content_item c using (content_id)
                          where c.withdrawn_entry is null and w.suggestion_id = any(?) order by w.position
                        """)
                .param(suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(ContentRows::withheld)
                .list();
    }

    /** The suggestions that something is withheld of. */
    Set<SuggestionId> withheldSuggestions() {
        return jdbc.sql("""
                        select distinct w.suggestion_id from feed_withheld w join content_item c using (content_id)
                          where c.withdrawn_entry is null
                        """)
                .query((row, number) -> new SuggestionId(row.getObject(1, UUID.class)))
                .set();
    }

    boolean isWithheld(ContentId id) {
        return jdbc.sql("select exists (select 1 from feed_withheld where content_id = ?)")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    private static Withheld withheld(ResultSet row, int number) throws SQLException {
        return new Withheld(
                row.getLong("position"),
                new ContentId(row.getObject("content_id", UUID.class)),
                new SuggestionId(row.getObject("suggestion_id", UUID.class)),
                instant(row, "at"),
                row.getString("reason"));
    }

    /**
     * A row of the feed.
     *
     * @param item as it is served; null for what was erased before it could be
     */
    record FeedRow(
            long position,
            EntryType type,
            ContentId content,
            Instant at,
            @Nullable String item) {}

    Optional<ContentItem> find(ContentId id) {
        return jdbc.sql("select * from content_item where content_id = ?")
                .param(id.value())
                .query(ContentRows::read)
                .optional();
    }

    /** Those of these suggestions that nobody has withdrawn. */
    List<ContentItem> live(Collection<SuggestionId> suggestions) {
        return jdbc.sql("""
                select * from content_item where suggestion_id = any(?) and withdrawn_entry is null
                  order by suggestion_id, valid_from, content_id
                """)
                .param(suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(ContentRows::read)
                .list();
    }

    /** Those that one of these log entries published or withdrew. */
    List<ContentItem> of(Collection<EntryId> entries) {
        UUID[] ids = entries.stream().map(EntryId::value).toArray(UUID[]::new);
        return jdbc.sql("select * from content_item where published_entry = any(:ids) or withdrawn_entry = any(:ids)")
                .param("ids", ids)
                .query(ContentRows::read)
                .list();
    }

    /**
     * Notes that items were taken back.
     *
     * @param entries the log entry of each
     */
    void withdraw(List<ContentId> ids, List<EntryId> entries, Instant at) {
        UUID[] items = ids.stream().map(ContentId::value).toArray(UUID[]::new);
        jdbc.sql("""
                update content_item c set withdrawn_entry = w.entry, withdrawn_at = ?
                from unnest(?::uuid[], ?::uuid[]) as w (id, entry) where c.content_id = w.id
                """)
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        items,
                        entries.stream().map(EntryId::value).toArray(UUID[]::new))
                .update();
        jdbc.sql("update feed_item set gone = true where content_id = any(?) and type = 'PUBLISHED'")
                .param(items)
                .update();
    }

    /**
     * Deletes what of these suggestions' items customers would have seen; hashes without their salt stay.
     *
     * @return the entries that published them
     */
    List<EntryId> forget(Collection<SuggestionId> suggestions) {
        UUID[] ids = suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new);
        jdbc.sql("""
                update feed_item set item = null where type = 'PUBLISHED' and content_id in (
                  select content_id from content_item where suggestion_id = any(?))
                """).param(ids).update();
        return jdbc.sql("""
                update content_item set body = null, salt = null where suggestion_id = any(?) returning published_entry
                """)
                .param(ids)
                .query((row, number) -> new EntryId(row.getObject(1, UUID.class)))
                .list();
    }

    private static ContentItem read(ResultSet row, int number) throws SQLException {
        UUID withdrawn = row.getObject("withdrawn_entry", UUID.class);
        return new ContentItem(
                new ContentId(row.getObject("content_id", UUID.class)),
                new SuggestionId(row.getObject("suggestion_id", UUID.class)),
                row.getInt("generation"),
                row.getInt("revision"),
                row.getString("slot"),
                row.getString("kind"),
                texts(row, "channels"),
                texts(row, "markets"),
                instant(row, "valid_from"),
                instant(row, "valid_until"),
                row.getString("content_hash"),
                row.getString("body"),
                row.getString("salt"),
                row.getString("approval"),
                new EntryId(row.getObject("approval_entry", UUID.class)),
                new EntryId(row.getObject("published_entry", UUID.class)),
                withdrawn == null ? null : new EntryId(withdrawn));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = Objects.requireNonNull(row.getArray(column));
        return List.of((String[]) array.getArray());
    }
}
