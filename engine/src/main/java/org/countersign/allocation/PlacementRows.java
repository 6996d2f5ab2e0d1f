package org.countersign.allocation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The placements and explanations of plans. */
@Component
class PlacementRows {

    private final JdbcClient sql;

    PlacementRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** Stores what a plan consists of, in the place of what it consisted of before. */
    void replace(PlanId plan, List<PlanView.Placement> placements, PlanExplanations explanations) {
        sql.sql("delete from slot_placement where plan = ?").param(plan.value()).update();
        sql.sql("update slot_plan set explanations = ?::jsonb where id = ?")
                .params(Json.MAPPER.writeValueAsString(explanations), plan.value())
                .update();
        for (PlanView.Placement placement : placements) {
            sql.sql("""
                            insert into slot_placement (plan, suggestion, revision, name, kind, slot, channel, starts,
                                ends, market, load, cost, value, segment, pinned, state, reason)
                            values (:plan, :suggestion, :revision, :name, :kind, :slot, :channel, :starts,
                                :ends, :market, :load, :cost, :value, :segment, :pinned, :state, :reason)
                            """)
                    .param("plan", plan.value())
                    .param("suggestion", placement.suggestion().value())
                    .param("revision", placement.revision())
                    .param("name", placement.name())
                    .param("kind", placement.kind().name())
                    .param("slot", placement.slot())
                    .param("channel", placement.channel())
                    .param("starts", Timestamp.from(placement.start()))
                    .param("ends", Timestamp.from(placement.end()))
                    .param("market", placement.market())
                    .param("load", placement.load())
                    .param("cost", placement.cost())
                    .param("value", placement.value())
                    .param("segment", placement.segment())
                    .param("pinned", placement.pinned())
                    .param("state", placement.state().name())
                    .param("reason", placement.reason())
                    .update();
        }
    }

    /** Keeps what an open plan consists of, before something else takes its place. */
    void remember(PlanId plan, int version) {
        sql.sql("""
                        insert into slot_plan_version (plan, version, made_at, made_by, total_value, upper_bound,
                            placements)
                        select id, :version, proposed_at, made_by, total_value, upper_bound, :placements::jsonb
                        from slot_plan where id = :plan
                        on conflict (plan, version) do nothing
                        """)
                .param("plan", plan.value())
                .param("version", version)
                .param("placements", Json.MAPPER.writeValueAsString(of(plan)))
                .update();
    }

    /** What a plan was before, the newest version first. */
    List<PlanVersion> versions(PlanId plan) {
        return sql.sql("select * from slot_plan_version where plan = ? order by version desc limit 50")
                .param(plan.value())
                .query((row, number) -> new PlanVersion(
                        row.getInt("version"),
                        row.getTimestamp("made_at").toInstant(),
                        row.getString("made_by"),
                        row.getBigDecimal("total_value"),
                        List.of(Json.MAPPER.readValue(row.getString("placements"), PlanView.Placement[].class))))
                .list();
    }

    List<PlanView.Placement> of(PlanId plan) {
        return sql.sql("select * from slot_placement where plan = ? order by starts, channel, slot, name")
                .param(plan.value())
                .query(PlacementRows::placement)
                .list();
    }

    PlanExplanations explanations(PlanId plan) {
        String text = sql.sql("select explanations from slot_plan where id = ?")
                .param(plan.value())
                .query(String.class)
                .single();
        return Json.MAPPER.readValue(text, PlanExplanations.class);
    }

    void settle(PlanId plan, PlanView.Placement placement, PlanView.PlacementState state, @Nullable String note) {
        sql.sql("""
                        update slot_placement set state = :state, note = :note
                        where plan = :plan and suggestion = :suggestion and slot = :slot
                        """)
                .param("state", state.name())
                .param("note", note)
                .param("plan", plan.value())
                .param("suggestion", placement.suggestion().value())
                .param("slot", placement.slot())
                .update();
    }

    /** Gives back what these suggestions hold. */
    void release(Collection<SuggestionId> suggestions) {
        sql.sql("update slot_placement set state = 'RELEASED' where suggestion = any(?) and state = 'CONFIRMED'")
                .param(suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .update();
    }

    List<SlotPlacement> confirmed(SuggestionId suggestion) {
        return sql.sql("""
                        select plan, suggestion, slot, channel, starts, ends, reason from slot_placement
                        where suggestion = ? and state = 'CONFIRMED' order by starts, slot
                        """)
                .param(suggestion.value())
                .query((row, number) -> new SlotPlacement(
                        new PlanId(row.getObject("plan", UUID.class)),
                        suggestion,
                        row.getString("slot"),
                        row.getString("channel"),
                        row.getTimestamp("starts").toInstant(),
                        row.getTimestamp("ends").toInstant(),
                        row.getString("reason")))
                .list();
    }

    /** All confirmed places that end later than {@code from}. */
    List<PlanView.Placement> confirmedAfter(Instant from) {
        return sql.sql("select * from slot_placement where state = 'CONFIRMED' and ends > ?")
                .param(Timestamp.from(from))
                .query(PlacementRows::placement)
                .list();
    }

    /** All confirmed places in slots that are still in the book, past ones too. */
    List<PlanView.Placement> confirmedInBook() {
        return sql.sql("select p.* from slot_placement p join slot s on s.id = p.slot where p.state = 'CONFIRMED'")
                .query(PlacementRows::placement)
                .list();
    }

    /** How much of each slot is taken by confirmed places. */
    Map<String, BigDecimal> loads() {
        Map<String, BigDecimal> loads = new HashMap<>();
        sql.sql("select slot, sum(load) as load from slot_placement where state = 'CONFIRMED' group by slot")
                .query(row -> {
                    loads.put(row.getString("slot"), row.getBigDecimal("load"));
                });
        return loads;
    }

    /** Slots with confirmed places that end later than {@code now}, as they were when confirmed; capacity unknown, 0. */
    Map<String, SlotBook.Slot> slotsInUse(Instant now) {
        Map<String, SlotBook.Slot> slots = new HashMap<>();
        confirmedAfter(now)
                .forEach(place -> slots.put(
                        place.slot(),
                        new SlotBook.Slot(
                                place.slot(),
                                place.channel(),
                                place.start(),
                                place.end(),
                                place.market(),
                                BigDecimal.ZERO)));
        return slots;
    }

    /** Plans, newest first, older than the cursor; how many placements each has. */
    List<PlanSummary> summaries(@Nullable Instant before, int limit) {
        return sql.sql("""
                        select p.*, (select count(*) from slot_placement c
                            where c.plan = p.id and c.state not in ('EXCLUDED', 'DROPPED')) as placements
                        from slot_plan p where p.proposed_at < coalesce(:before::timestamptz, 'infinity')
                        order by p.proposed_at desc, p.id desc limit :limit
                        """)
                .param("before", before == null ? null : Timestamp.from(before))
                .param("limit", limit)
                .query((row, number) -> new PlanSummary(
                        new PlanId(row.getObject("id", UUID.class)),
                        PlanState.valueOf(row.getString("state")),
                        row.getTimestamp("proposed_at").toInstant(),
                        instant(row.getTimestamp("decided_at")),
                        row.getString("decided_by"),
                        row.getString("currency"),
                        row.getBigDecimal("total_value"),
                        row.getBigDecimal("gap"),
                        row.getInt("placements")))
                .list();
    }

    /** When each currency was last planned. */
    Map<String, Instant> lastPlanned() {
        Map<String, Instant> last = new HashMap<>();
        sql.sql("select currency, max(proposed_at) as at from slot_plan group by currency")
                .query(row -> {
                    last.put(row.getString("currency"), row.getTimestamp("at").toInstant());
                });
        return last;
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static PlanView.Placement placement(ResultSet row, int number) throws SQLException {
        return new PlanView.Placement(
                new SuggestionId(row.getObject("suggestion", UUID.class)),
                row.getInt("revision"),
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                row.getString("slot"),
                row.getString("channel"),
                row.getTimestamp("starts").toInstant(),
                row.getTimestamp("ends").toInstant(),
                row.getString("market"),
                row.getBigDecimal("load"),
                row.getBigDecimal("cost"),
                row.getBigDecimal("value"),
                row.getString("segment"),
                row.getBoolean("pinned"),
                PlanView.PlacementState.valueOf(row.getString("state")),
                row.getString("note"),
                row.getString("reason"));
    }
}
