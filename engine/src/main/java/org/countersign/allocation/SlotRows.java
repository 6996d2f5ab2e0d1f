package org.countersign.allocation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of slots and their limits. */
@Component
class SlotRows {

    private final JdbcClient sql;

    SlotRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** Hash of the book in force, with the book locked against others who would replace it. */
    Optional<String> lockBook() {
        sql.sql("lock table slot_book in exclusive mode").update();
        return sql.sql("select hash from slot_book").query(String.class).optional();
    }

    Optional<EntryId> bookEntry() {
        return sql.sql("select entry from slot_book")
                .query(java.util.UUID.class)
                .optional()
                .map(EntryId::new);
    }

    void replace(SlotBook book, String hash, EntryId entry, Actor actor, Instant now) {
        sql.sql("delete from slot").update();
        sql.sql("delete from slot_limit").update();
        for (SlotBook.Slot slot : book.slots()) {
            sql.sql("""
                            insert into slot (id, channel, starts, ends, market, capacity)
                            values (:id, :channel, :starts, :ends, :market, :capacity)
                            """)
                    .param("id", slot.id())
                    .param("channel", slot.channel())
                    .param("starts", Timestamp.from(slot.start()))
                    .param("ends", Timestamp.from(slot.end()))
                    .param("market", slot.market())
                    .param("capacity", slot.capacity())
                    .update();
        }
        for (PlanRequest.Limit limit : book.limits()) {
            List<String> slots = limit.slots();
            sql.sql("""
                            insert into slot_limit (id, slots, measure, max, min)
                            values (:id, :slots, :measure, :max, :min)
                            """)
                    .param("id", limit.id())
                    .param("slots", slots == null ? null : slots.toArray(String[]::new))
                    .param("measure", limit.measure().name())
                    .param("max", limit.max())
                    .param("min", limit.min())
                    .update();
        }
        sql.sql("""
                        insert into slot_book (hash, entry, changed_at, changed_by) values (?, ?, ?, ?)
                        on conflict (single) do update set hash = excluded.hash, entry = excluded.entry,
                            changed_at = excluded.changed_at, changed_by = excluded.changed_by
                        """)
                .params(hash, entry.value(), Timestamp.from(now), actor.toString())
                .update();
    }

    /** Slots by id, after {@code after}. */
    List<SlotBook.Slot> page(String after, int limit) {
        return sql.sql("select * from slot where id > ? order by id limit ?")
                .params(after, limit)
                .query(SlotRows::slot)
                .list();
    }

    /** Slots that begin later than {@code now}, earliest first. */
    List<SlotBook.Slot> toCome(Instant now) {
        return sql.sql("select * from slot where starts > ? order by starts, id")
                .param(Timestamp.from(now))
                .query(SlotRows::slot)
                .list();
    }

    /** These slots as far as they exist, locked, so that nobody else fills them meanwhile. */
    Map<String, SlotBook.Slot> lock(Collection<String> ids) {
        Map<String, SlotBook.Slot> slots = new HashMap<>();
        sql.sql("select * from slot where id = any(?) order by id for update")
                .param(ids.toArray(String[]::new))
                .query(SlotRows::slot)
                .list()
                .forEach(slot -> slots.put(slot.id(), slot));
        return slots;
    }

    List<PlanRequest.Limit> limits() {
        return sql.sql("select * from slot_limit order by id")
                .query((row, number) -> new PlanRequest.Limit(
                        row.getString("id"),
                        texts(row.getArray("slots")),
                        null,
                        PlanRequest.Measure.valueOf(row.getString("measure")),
                        row.getBigDecimal("max"),
                        row.getBigDecimal("min")))
                .list();
    }

    private static SlotBook.Slot slot(ResultSet row, int number) throws SQLException {
        return new SlotBook.Slot(
                row.getString("id"),
                row.getString("channel"),
                row.getTimestamp("starts").toInstant(),
                row.getTimestamp("ends").toInstant(),
                row.getString("market"),
                row.getBigDecimal("capacity"));
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }
}
