package org.countersign.screening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.consent.SubjectErased;
import org.countersign.consent.SubjectId;
import org.countersign.shared.Ids;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionsForgotten;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of decision records. */
@Repository
class DecisionRecords {

    private static final String NEWEST = """
            select seq, record from decision_record d
            where record is not null and not exists (
                select 1 from decision_record n where n.suggestion_id = d.suggestion_id and n.seq > d.seq)
            """;

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;

    DecisionRecords(JdbcClient sql, JdbcTemplate jdbc) {
        this.sql = sql;
        this.jdbc = jdbc;
    }

    /**
     * A stored record.
     *
     * @param record null once erased
     * @param approvalEntry log entry of the automatic approval; null where there was none
     */
    record Stored(
            int revision,
            @Nullable DecisionRecord record,
            @Nullable EntryId approvalEntry) {}

    /** A record about to be stored. */
    static final class NewRecord {

        private final SuggestionId suggestion;
        private final int revision;
        private final @Nullable SubjectId subject;
        private final Finding finding;
        private final byte[] bytes;
        private final EntryId entry;
        private final @Nullable EntryId approval;

        /** @param approval null where nothing was approved automatically */
        NewRecord(
                SuggestionId suggestion,
                int revision,
                @Nullable SubjectId subject,
                Finding finding,
                byte[] bytes,
                EntryId entry,
                @Nullable EntryId approval) {
            this.suggestion = suggestion;
            this.revision = revision;
            this.subject = subject;
            this.finding = finding;
            this.bytes = bytes;
            this.entry = entry;
            this.approval = approval;
        }
    }

    void addAll(List<NewRecord> records) {
        jdbc.batchUpdate("""
                insert into decision_record (id, suggestion_id, revision, screened_at, subject, record, record_hash,
                                             route, policy_version, entry, approval_entry)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, records, Math.max(1, records.size()), (statement, row) -> {
            Verdict verdict = row.finding.verdict();
            statement.setObject(1, Ids.next());
            statement.setObject(2, row.suggestion.value());
            statement.setInt(3, row.revision);
            statement.setObject(4, row.finding.at().atOffset(ZoneOffset.UTC));
            statement.setObject(5, row.subject == null ? null : row.subject.value());
            statement.setBytes(6, row.bytes);
            statement.setString(7, Sha256.hexOf(row.bytes));
            statement.setString(8, verdict.route().name());
            statement.setString(9, verdict.policyVersion());
            statement.setObject(10, row.entry.value());
            statement.setObject(11, row.approval == null ? null : row.approval.value());
        });
    }

    Map<SuggestionId, Stored> newestAll(Collection<SuggestionId> suggestions) {
        Map<SuggestionId, Stored> newest = new HashMap<>();
        sql.sql("""
                        select distinct on (suggestion_id) suggestion_id, revision, record, approval_entry
                        from decision_record where suggestion_id = any(?) order by suggestion_id, seq desc
                        """).param(array(suggestions)).query(row -> {
            newest.put(new SuggestionId(row.getObject("suggestion_id", UUID.class)), stored(row, 0));
        });
        return newest;
    }

    /** The approvals that the newest record of each gave; without reading the records. */
    Map<SuggestionId, EntryId> approvals(Collection<SuggestionId> suggestions) {
        Map<SuggestionId, EntryId> approvals = new HashMap<>();
        sql.sql("""
                        select suggestion_id, approval_entry from (
                            select distinct on (suggestion_id) suggestion_id, approval_entry
                            from decision_record where suggestion_id = any(?) order by suggestion_id, seq desc) newest
                        where approval_entry is not null
                        """).param(array(suggestions)).query(row -> {
            approvals.put(
                    new SuggestionId(row.getObject("suggestion_id", UUID.class)),
                    new EntryId(row.getObject("approval_entry", UUID.class)));
        });
        return approvals;
    }

    private static UUID[] array(Collection<SuggestionId> ids) {
        return ids.stream().map(SuggestionId::value).toArray(UUID[]::new);
    }

    Optional<Stored> newest(SuggestionId suggestion) {
        return sql.sql("""
                        select revision, record, approval_entry
                        from decision_record where suggestion_id = :suggestion order by seq desc limit 1
                        """)
                .param("suggestion", suggestion.value())
                .query(DecisionRecords::stored)
                .optional();
    }

    Optional<byte[]> bytes(String hash) {
        return sql.sql("select record from decision_record where record_hash = ? and record is not null limit 1")
                .param(hash)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /**
     * The newest decision of each suggestion, as far as it was made in a window and has not been erased, in the order of
     * {@code seq}.
     *
     * @param after where the last page ended; 0 for the first
     */
    List<Map.Entry<Long, byte[]>> page(long after, Instant from, Instant until, int limit) {
        return sql.sql(
                        NEWEST
                                + " and screened_at >= :from and screened_at < :until and seq > :after order by seq limit :limit")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("limit", limit)
                .query(DecisionRecords::past)
                .list();
    }

    long count(Instant from, Instant until) {
        return sql.sql("select count(*) from (" + NEWEST
                        + " and screened_at >= :from and screened_at < :until) as decisions")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** The newest decisions of these suggestions, as far as they have not been erased. */
    List<Map.Entry<Long, byte[]>> of(Collection<SuggestionId> suggestions) {
        return sql.sql(NEWEST + " and suggestion_id = any(:suggestions) order by seq")
                .param(
                        "suggestions",
                        suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(DecisionRecords::past)
                .list();
    }

    /** A stored record under its place. */
    private static Map.Entry<Long, byte[]> past(ResultSet row, int number) throws SQLException {
        return Map.entry(row.getLong("seq"), row.getBytes("record"));
    }

    /**
     * The names of facts that were known in at least one of the newest records, or of others that are spread evenly over
     * fifty times as many: a file of one kind must not hide what all other kinds know.
     */
    Set<String> knownFacts(int least, int most) {
        var newest =
                sql.sql("""
                        select record from decision_record where record is not null and seq in (
                          (select seq from decision_record where record is not null order by seq desc limit :half)
                          union all
                          select generate_series(max(seq), greatest(1, max(seq) - 50 * :half), -50) from decision_record)
                        """).param("half", (most + 1) / 2).query(byte[].class).list();
        Set<String> known = new TreeSet<>();
        if (newest.size() >= least) {
            newest.forEach(
                    bytes -> known.addAll(RecordDocument.read(bytes).facts().keySet()));
        }
        return known;
    }

    /** What rules saw of a customer goes with the customer; that there was a verdict, and which, stays. */
    @EventListener
    void forget(SubjectErased erased) {
        sql.sql("update decision_record set record = null, subject = null where subject = :subject")
                .param("subject", erased.subject().value())
                .update();
    }

    /** The same for what was kept long enough. */
    @EventListener
    void forget(SuggestionsForgotten forgotten) {
        sql.sql("""
                        update decision_record set record = null, subject = null
                        where suggestion_id = any(:ids) and record is not null
                        """)
                .param(
                        "ids",
                        forgotten.suggestions().stream()
                                .map(SuggestionId::value)
                                .toArray(UUID[]::new))
                .update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        byte[] bytes = row.getBytes("record");
        UUID approvalEntry = row.getObject("approval_entry", UUID.class);
        return new Stored(
                row.getInt("revision"),
                bytes == null ? null : RecordDocument.read(bytes),
                approvalEntry == null ? null : new EntryId(approvalEntry));
    }
}
