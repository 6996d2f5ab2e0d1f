package org.countersign.autonomy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of licences. */
@Repository
class LicenceRows {

    private static final String OF_SCOPE =
            " model_name = :model and model_version = :version and kind = :kind and market = :market ";

    private final JdbcClient sql;

    LicenceRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** A licence with what only this package needs to know. */
    record Stored(LicenceView view, Signature.Office proposedAs, EntryId entry) {}

    /** Lets nobody else propose or grant for this scope before the transaction ends. */
    void lock(Scope scope) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended(:scope, 1))")
                .param("scope", scope.toString())
                .query(row -> {});
    }

    int nextNumber(Scope scope) {
        return ofScope("select coalesce(max(number), 0) + 1 from licence where" + OF_SCOPE, scope)
                .query(Integer.class)
                .single();
    }

    void insert(
            LicenceId id,
            Scope scope,
            int number,
            Leeway leeway,
            byte[] document,
            Signature by,
            Instant now,
            EntryId entry) {
        ofScope("""
                        insert into licence (id, model_name, model_version, kind, market, number, leeway, document, document_hash,
                                             proposed_by, proposed_as, proposed_at, entry)
                        values (:id, :model, :version, :kind, :market, :number, :leeway, :document, :hash, :by, :office, :now,
                                :entry)
                        """, scope)
                .param("id", id.value())
                .param("number", number)
                .param("leeway", leeway.name())
                .param("document", document)
                .param("hash", Sha256.hexOf(document))
                .param("by", by.person().name())
                .param("office", by.office().name())
                .param("now", Timestamp.from(now))
                .param("entry", entry.value())
                .update();
    }

    void grant(LicenceId id, String by, Instant now, Instant until, EntryId entry) {
        sql.sql("""
                        update licence set granted_by = :by, granted_at = :now, valid_until = :until, entry = :entry
                         where id = :id
                        """)
                .param("id", id.value())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("entry", entry.value())
                .update();
    }

    void end(LicenceId id, Cause cause, Instant now, EntryId entry) {
        sql.sql("update licence set ended = :cause, ended_at = :now, entry = :entry where id = :id and ended is null")
                .param("id", id.value())
                .param("cause", cause.name())
                .param("now", Timestamp.from(now))
                .param("entry", entry.value())
                .update();
    }

    Optional<Stored> find(LicenceId id) {
        return sql.sql("select * from licence where id = :id")
                .param("id", id.value())
                .query(LicenceRows::read)
                .optional();
    }

    Optional<byte[]> document(LicenceId id) {
        return sql.sql("select document from licence where id = :id")
                .param("id", id.value())
                .query(byte[].class)
                .optional();
    }

    /** Proposed ones and such as were granted, whether or not their time is over; those that ended are left out. */
    List<Stored> standing() {
        return sql.sql("select * from licence where ended is null order by seq")
                .query(LicenceRows::read)
                .list();
    }

    /**
     * The same of these; null is everything.
     *
     * @param market one that a licence is for
     */
    List<Stored> standing(
            @Nullable String model, @Nullable String version, @Nullable Kind kind, @Nullable String market) {
        return sql.sql("""
                        select * from licence where ended is null
                           and (cast(:model as text) is null or (model_name = :model and model_version = :version))
                           and (cast(:kind as text) is null or kind = :kind)
                           and (cast(:market as text) is null or market = :market) order by seq for update
                        """)
                .param("model", model)
                .param("version", version)
                .param("kind", kind == null ? null : kind.name())
                .param("market", market)
                .query(LicenceRows::read)
                .list();
    }

    /** Those that hold at this moment for what a model version proposes of a kind. */
    List<LicenceView> inForce(String model, String version, Kind kind, Instant now) {
        return sql
                .sql("""
                        select * from licence where model_name = :model and model_version = :version and kind = :kind
                           and granted_at is not null and ended is null and valid_until > :now
                        """)
                .param("model", model)
                .param("version", version)
                .param("kind", kind.name())
                .param("now", Timestamp.from(now))
                .query(LicenceRows::read)
                .list()
                .stream()
                .map(Stored::view)
                .toList();
    }

    /** The newest first. */
    List<LicenceView> newest(int limit) {
        return sql
                .sql("select * from licence order by seq desc limit :limit")
                .param("limit", limit)
                .query(LicenceRows::read)
                .list()
                .stream()
                .map(Stored::view)
                .toList();
    }

    private JdbcClient.StatementSpec ofScope(String statement, Scope scope) {
        return sql.sql(statement)
                .param("model", scope.model())
                .param("version", scope.version())
                .param("kind", scope.kind().name())
                .param("market", scope.market());
    }

    private static Stored read(ResultSet row, int number) throws SQLException {
        String ended = row.getString("ended");
        LicenceView view = new LicenceView(
                new LicenceId(row.getObject("id", UUID.class)),
                new Scope(
                        row.getString("model_name"),
                        row.getString("model_version"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("market")),
                row.getInt("number"),
                Leeway.valueOf(row.getString("leeway")),
                row.getString("document_hash"),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("granted_by"),
                instant(row, "granted_at"),
                instant(row, "valid_until"),
                ended == null ? null : Cause.valueOf(ended),
                instant(row, "ended_at"));
        return new Stored(
                view,
                Signature.Office.valueOf(row.getString("proposed_as")),
                new EntryId(row.getObject("entry", UUID.class)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
