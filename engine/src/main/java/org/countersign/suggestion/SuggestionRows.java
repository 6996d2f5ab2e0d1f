package org.countersign.suggestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What is written in bulk and looked for by sweeps, as SQL. A single suggestion on the move is {@link Suggestion}; what
 * others see of it is {@link SuggestionViews}.
 */
@Repository
class SuggestionRows {

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;

    SuggestionRows(JdbcClient sql, JdbcTemplate jdbc) {
        this.sql = sql;
        this.jdbc = jdbc;
    }

    /** What the client used each of these externalIds for. */
    Map<String, Known> known(String client, Collection<String> externalIds) {
        Map<String, Known> known = new HashMap<>();
        sql.sql("select external_id, id, first_hash from suggestion where client = :client and external_id = any(:ids)")
                .param("client", client)
                .param("ids", externalIds.toArray(String[]::new))
                .query(row -> {
                    known.put(
                            row.getString("external_id"),
                            new Known(row.getObject("id", UUID.class), row.getString("first_hash")));
                });
        return known;
    }

    /**
     * Inserts those whose externalId is free, and returns the ids of these. Of two transactions that insert the same one
     * the second waits for the first. In the order of externalIds, so that two batches never wait for each other.
     */
    List<UUID> insert(List<NewRow> rows, Instant now) {
        return sql.sql("""
                        insert into suggestion (id, client, external_id, kind, model_name, model_version, subject, batch,
                            batch_chunk, state, revision, generation, wants_slot, first_hash, content_hash, received_at, expires_at)
                        select id, client, external_id, kind, model_name, model_version, subject, batch,
                            batch_chunk, 'RECEIVED', 1, 1, wants_slot, content_hash, content_hash, :now, expires_at
                        from jsonb_to_recordset(cast(:rows as jsonb)) as t (id uuid, client text, external_id text,
                            kind text, model_name text, model_version text, subject uuid, batch uuid,
                            batch_chunk integer,
                            wants_slot boolean, content_hash text, expires_at timestamptz)
                        order by external_id collate "C"
                        on conflict (client, external_id) do nothing
                        returning id
                        """)
                .param("rows", Json.MAPPER.writeValueAsString(rows))
                .param("now", Timestamp.from(now))
                .query(SuggestionRows::id)
                .list();
    }

    /** The batches these came with; those that were posted by themselves are left out. */
    Map<SuggestionId, BatchId> batchesOf(Collection<SuggestionId> ids) {
        Map<SuggestionId, BatchId> batches = new HashMap<>();
        sql.sql("select id, batch from suggestion where id = any(?) and batch is not null")
                .param(ids.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(row -> {
                    batches.put(
                            new SuggestionId(row.getObject("id", UUID.class)),
                            new BatchId(row.getObject("batch", UUID.class)));
                });
        return batches;
    }

    /**
     * The number of a batch's next chunk, counted from 1.
     *
     * @throws Refusal.Conflict if it was closed meanwhile
     */
    int nextChunk(UUID batch, Instant now) {
        return sql.sql("""
                        update suggestion_batch set chunks = chunks + 1, last_chunk_at = ?
                        where id = ? and closed_at is null returning chunks
                        """)
                .params(Timestamp.from(now), batch)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new Refusal.Conflict(
                        "batch-closed",
                        "Batch " + batch
                                + " was closed, because nothing came for a long time. Send what is left again; "
                                + "what was taken in is a duplicate then."));
    }

    /** Counts what became of a chunk of a batch. */
    void count(UUID batch, List<Receipt> receipts) {
        sql.sql("""
                        update suggestion_batch set accepted = accepted + :accepted, duplicates = duplicates + :duplicates,
                            conflicts = conflicts + :conflicts, invalid = invalid + :invalid where id = :id
                        """)
                .param("accepted", count(receipts, Receipt.Status.ACCEPTED))
                .param("duplicates", count(receipts, Receipt.Status.DUPLICATE))
                .param("conflicts", count(receipts, Receipt.Status.CONFLICT))
                .param("invalid", count(receipts, Receipt.Status.INVALID))
                .param("id", batch)
                .update();
    }

    private static long count(List<Receipt> receipts, Receipt.Status status) {
        return receipts.stream().filter(receipt -> receipt.status() == status).count();
    }

    void insertRevisions(List<RevisionRow> revisions, Actor actor, Instant now) {
        jdbc.batchUpdate("""
                insert into suggestion_revision
                    (suggestion, revision, document, salt, commitment, entry, leaf, actor, received_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, revisions, revisions.size(), (statement, row) -> {
            statement.setObject(1, row.suggestion());
            statement.setInt(2, row.revision());
            statement.setBytes(3, row.document().bytes());
            statement.setBytes(4, row.commitment().salt());
            statement.setBytes(5, row.commitment().digest());
            statement.setObject(6, row.entry().value());
            statement.setInt(7, row.leaf());
            statement.setString(8, actor.toString());
            statement.setTimestamp(9, Timestamp.from(now));
        });
    }

    void insertHistory(List<StepRow> steps, Actor actor, Instant now) {
        jdbc.batchUpdate("""
                insert into suggestion_history (suggestion, at, state, revision, actor, reason, entry)
                values (?, ?, ?, ?, ?, ?, ?)
                """, steps, Math.max(1, steps.size()), (statement, step) -> {
            statement.setObject(1, step.suggestion());
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setString(3, step.state().name());
            statement.setInt(4, step.revision());
            statement.setString(5, actor.toString());
            statement.setString(6, step.reason());
            statement.setObject(7, step.entry().value());
        });
    }

    /** The newest log entry about a suggestion. */
    EntryId lastEntry(SuggestionId id) {
        return new EntryId(
                sql.sql("select entry from suggestion_history where suggestion = :id order by id desc limit 1")
                        .param("id", id.value())
                        .query(UUID.class)
                        .single());
    }

    /** Where each of these stands, in the order of ids. */
    List<Standing> standing(Collection<SuggestionId> ids) {
        return sql.sql("""
                        select s.id, s.state, s.revision, s.expires_at, (select h.entry from suggestion_history h
                            where h.suggestion = s.id order by h.id desc limit 1) as entry
                        from suggestion s where s.id = any(:ids) order by s.id
                        """)
                .param("ids", ids.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query((row, number) -> new Standing(
                        new SuggestionId(id(row, number)),
                        SuggestionState.valueOf(row.getString("state")),
                        row.getInt("revision"),
                        row.getTimestamp("expires_at").toInstant(),
                        new EntryId(row.getObject("entry", UUID.class))))
                .list();
    }

    /**
     * Locks all of a model version that can still be withdrawn, in the order of ids like everybody who locks many.
     *
     * @param client only those of this producer; null for all
     */
    List<SuggestionId> lockByModel(@Nullable String client, String model, String version) {
        return sql
                .sql("""
                        select id from suggestion
                        where model_name = :model and model_version = :version
                          and client = coalesce(:client::text, client)
                          and state not in ('REJECTED', 'EXPIRED', 'WITHDRAWN')
                        order by id for update
                        """)
                .param("model", model)
                .param("version", version)
                .param("client", client)
                .query(SuggestionRows::id)
                .list()
                .stream()
                .map(SuggestionId::new)
                .toList();
    }

    /** Locks all about a customer, in the order of ids. */
    List<SuggestionId> lockBySubject(UUID subject) {
        return sql
                .sql("select id from suggestion where subject = ? order by id for update")
                .param(subject)
                .query(SuggestionRows::id)
                .list()
                .stream()
                .map(SuggestionId::new)
                .toList();
    }

    /** Some that are past their validity; another instance may be ending them at the same moment. */
    List<SuggestionId> due(Instant now, int limit) {
        return sql
                .sql("""
                        select id from suggestion where expires_at <= :now
                          and state in ('RECEIVED', 'SCREENED', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED',
                            'SCHEDULED', 'PUBLISHED')
                        order by expires_at limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(SuggestionRows::id)
                .list()
                .stream()
                .map(SuggestionId::new)
                .toList();
    }

    /** Locks one that is still past its validity; false if it is not, or another holds it. */
    boolean lockDue(SuggestionId id, Instant now) {
        return sql.sql("""
                        select id from suggestion where id = :id and expires_at <= :now
                          and state in ('RECEIVED', 'SCREENED', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED',
                            'SCHEDULED', 'PUBLISHED')
                        for update skip locked
                        """)
                .param("id", id.value())
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Some whose approval has run out; another instance may be sending them back at the same moment. */
    List<SuggestionId> outlived(Instant now, int limit) {
        return sql
                .sql("""
                        select id from suggestion where approved_until <= :now
                          and state in ('APPROVED', 'SCHEDULED', 'PUBLISHED')
                        order by approved_until limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(SuggestionRows::id)
                .list()
                .stream()
                .map(SuggestionId::new)
                .toList();
    }

    List<SuggestionId> restingOnVerdict(Collection<SuggestionId> ids) {
        return sql
                .sql("""
                        select id from suggestion where id = any(:ids)
                          and state in ('SCREENED', 'IN_REVIEW', 'APPROVED', 'SCHEDULED', 'PUBLISHED')
                        """)
                .param("ids", ids.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(SuggestionRows::id)
                .list()
                .stream()
                .map(SuggestionId::new)
                .toList();
    }

    /** The log entries about these suggestions. */
    List<EntryId> entries(Collection<SuggestionId> ids) {
        return sql
                .sql("select distinct entry as id from suggestion_history where suggestion = any(:ids)")
                .param("ids", ids.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(SuggestionRows::id)
                .list()
                .stream()
                .map(EntryId::new)
                .toList();
    }

    /** Deletes the documents, their salts and hashes, and every free text of these suggestions. */
    void forget(Collection<SuggestionId> ids) {
        UUID[] values = ids.stream().map(SuggestionId::value).toArray(UUID[]::new);
        sql.sql("""
                        update suggestion set first_hash = null, content_hash = null, version = version + 1
                        where id = any(:ids)
                        """).param("ids", values).update();
        sql.sql("update suggestion_revision set document = null, salt = null where suggestion = any(:ids)")
                .param("ids", values)
                .update();
        sql.sql(
                        "update suggestion_history set reason = null where suggestion = any(:ids) and actor <> 'SYSTEM:erasure'")
                .param("ids", values)
                .update();
    }

    private static UUID id(ResultSet row, int number) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    /** An externalId in use; {@code hash} null once erased. */
    record Known(UUID id, @Nullable String hash) {}

    /** A suggestion about to be inserted; component names are what the SQL reads. */
    record NewRow(
            UUID id,
            String client,
            String external_id,
            Kind kind,
            String model_name,
            String model_version,
            @Nullable UUID subject,
            @Nullable UUID batch,
            @Nullable Integer batch_chunk,
            boolean wants_slot,
            String content_hash,
            Instant expires_at) {}

    /** A document and its place in the log. */
    record RevisionRow(
            UUID suggestion,
            int revision,
            CanonicalDocument document,
            Commitment commitment,
            EntryId entry,
            int leaf) {}

    /** A step about to be inserted. */
    record StepRow(
            UUID suggestion,
            SuggestionState state,
            int revision,
            @Nullable String reason,
            EntryId entry) {}
}
