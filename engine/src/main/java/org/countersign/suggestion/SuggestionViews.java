package org.countersign.suggestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Suggestions as others see them, each with its document and its history. */
@Repository
class SuggestionViews {

    private static final String COLUMNS = """
            select s.*, r.document from suggestion s
            join suggestion_revision r on r.suggestion = s.id and r.revision = s.revision
            """;

    private final JdbcClient sql;

    SuggestionViews(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<SuggestionView> find(SuggestionId id) {
        return views(COLUMNS + "where s.id = :id", Map.of("id", id.value())).stream()
                .map(Row::view)
                .findFirst();
    }

    /** Newest first, below {@code before}. */
    List<Row> list(@Nullable SuggestionState state, @Nullable String client, long before, int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("before", before, "limit", limit));
        StringBuilder query = new StringBuilder(COLUMNS).append("where s.seq < :before\n");
        if (state != null) {
            query.append("and s.state = :state\n");
            parameters.put("state", state.name());
        }
        if (client != null) {
            query.append("and s.client = :client\n");
            parameters.put("client", client);
        }
        return views(query.append("order by s.seq desc limit :limit").toString(), parameters);
    }

    Map<SuggestionId, SuggestionView> findAll(Collection<SuggestionId> ids) {
        UUID[] values = ids.stream().map(SuggestionId::value).toArray(UUID[]::new);
        Map<SuggestionId, SuggestionView> found = new HashMap<>();
        views(COLUMNS + "where s.id = any(:ids)", Map.of("ids", values))
                .forEach(row -> found.put(row.view().id(), row.view()));
        return found;
    }

    List<RevisionView> revisions(SuggestionId id) {
        return sql.sql("select * from suggestion_revision where suggestion = :id order by revision")
                .param("id", id.value())
                .query((row, number) -> new RevisionView(
                        row.getInt("revision"),
                        row.getString("actor"),
                        row.getTimestamp("received_at").toInstant(),
                        RawRow.document(row.getBytes("document")),
                        new EntryId(row.getObject("entry", UUID.class))))
                .list();
    }

    List<SuggestionView> awaitingSlot(int limit) {
        return views(
                        COLUMNS + "where s.state = 'APPROVED' and s.wants_slot order by s.seq limit :limit",
                        Map.of("limit", limit))
                .stream()
                .map(Row::view)
                .toList();
    }

    /** How many want a slot and may still be approved, by where they stand. */
    Map<SuggestionState, Long> headedForSlot() {
        Map<SuggestionState, Long> counts = new EnumMap<>(SuggestionState.class);
        sql.sql("""
                        select state, count(*) as many from suggestion
                        where wants_slot and state in ('RECEIVED', 'SCREENED', 'IN_REVIEW', 'CHANGES_REQUESTED')
                        group by state
                        """).query(row -> {
            counts.put(SuggestionState.valueOf(row.getString("state")), row.getLong("many"));
        });
        return counts;
    }

    List<SuggestionView> standingStill(Instant before, int limit) {
        return views(COLUMNS + """
                                where (s.state in ('RECEIVED', 'SCREENED', 'SCHEDULED')
                                       or (s.state = 'APPROVED' and not s.wants_slot))
                                  and s.received_at < :before
                                  and not exists (select 1 from suggestion_history h
                                                  where h.suggestion = s.id and h.at >= :before)
                                order by s.seq limit :limit
                                """, Map.of("before", Timestamp.from(before), "limit", limit)).stream()
                .map(Row::view)
                .toList();
    }

    private List<Row> views(String query, Map<String, ?> parameters) {
        Map<UUID, RawRow> rows = new LinkedHashMap<>();
        sql.sql(query).params(parameters).query(row -> {
            RawRow raw = RawRow.of(row);
            rows.put(raw.id(), raw);
        });
        Map<UUID, List<Step>> histories = histories(rows.keySet());
        return rows.values().stream()
                .map(row -> row.with(histories.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<Step>> histories(Collection<UUID> ids) {
        Map<UUID, List<Step>> histories = new HashMap<>();
        sql.sql("select * from suggestion_history where suggestion = any(:ids) order by id")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    histories
                            .computeIfAbsent(row.getObject("suggestion", UUID.class), id -> new ArrayList<>())
                            .add(Step.of(row));
                });
        return histories;
    }

    /** A view and its place in the order of arrival. */
    record Row(long seq, SuggestionView view) {}

    private record Step(SuggestionView.HistoryStep view, EntryId entry) {

        static Step of(ResultSet row) throws SQLException {
            return new Step(
                    new SuggestionView.HistoryStep(
                            row.getTimestamp("at").toInstant(),
                            SuggestionState.valueOf(row.getString("state")),
                            row.getInt("revision"),
                            row.getString("actor"),
                            row.getString("reason")),
                    new EntryId(row.getObject("entry", UUID.class)));
        }
    }

    private record RawRow(
            UUID id,
            long seq,
            String client,
            String externalId,
            int revision,
            int generation,
            SuggestionState state,
            @Nullable JsonNode document,
            @Nullable String contentHash,
            Instant receivedAt,
            Instant expiresAt,
            @Nullable Instant approvedUntil) {

        static RawRow of(ResultSet row) throws SQLException {
            return new RawRow(
                    row.getObject("id", UUID.class),
                    row.getLong("seq"),
                    row.getString("client"),
                    row.getString("external_id"),
                    row.getInt("revision"),
                    row.getInt("generation"),
                    SuggestionState.valueOf(row.getString("state")),
                    document(row.getBytes("document")),
                    row.getString("content_hash"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getTimestamp("expires_at").toInstant(),
                    instant(row.getTimestamp("approved_until")));
        }

        private static @Nullable Instant instant(@Nullable Timestamp at) {
            return at == null ? null : at.toInstant();
        }

        private static @Nullable JsonNode document(byte @Nullable [] bytes) {
            return bytes == null ? null : Json.MAPPER.readTree(bytes);
        }

        Row with(List<Step> steps) {
            return new Row(
                    seq,
                    new SuggestionView(
                            new SuggestionId(id),
                            client,
                            externalId,
                            revision,
                            generation,
                            state,
                            document,
                            document == null ? null : Proposal.read(document),
                            contentHash == null ? "" : contentHash,
                            receivedAt,
                            expiresAt,
                            approvedUntil,
                            steps.getLast().entry(),
                            steps.stream().map(Step::view).toList()));
        }
    }
}
