package org.countersign.screening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.consent.SubjectErased;
import org.countersign.consent.SubjectId;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of decision records. */
@Repository
class DecisionRecords {

    private final JdbcClient sql;

    DecisionRecords(JdbcClient sql) {
        this.sql = sql;
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

    /** Lets one screening of a suggestion wait for another, until the transaction ends. */
    void lock(SuggestionId suggestion) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('screening:' || :id, 0))")
                .param("id", suggestion.toString())
                .query((row, number) -> Boolean.TRUE)
                .single();
    }

    void add(
            SuggestionId suggestion,
            int revision,
            @Nullable SubjectId subject,
            Finding finding,
            byte[] bytes,
            EntryId entry,
            @Nullable EntryId approvalEntry) {
        sql.sql("""
                        insert into decision_record (id, suggestion_id, revision, screened_at, subject, record, record_hash,
                                                     route, policy_version, entry, approval_entry)
                        values (:id, :suggestion, :revision, :at, :subject, :record, :hash,
                                :route, :policyVersion, :entry, :approvalEntry)
                        """)
                .param("id", UUID.randomUUID())
                .param("suggestion", suggestion.value())
                .param("revision", revision)
                .param("at", finding.at().atOffset(ZoneOffset.UTC))
                .param("subject", subject == null ? null : subject.value())
                .param("record", bytes)
                .param("hash", Sha256.hexOf(bytes))
                .param("route", finding.verdict().route().name())
                .param("policyVersion", finding.verdict().policyVersion())
                .param("entry", entry.value())
                .param("approvalEntry", approvalEntry == null ? null : approvalEntry.value())
                .update();
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

    /** What rules saw of a customer goes with the customer; that there was a verdict, and which, stays. */
    @EventListener
    void forget(SubjectErased erased) {
        sql.sql("update decision_record set record = null, subject = null where subject = :subject")
                .param("subject", erased.subject().value())
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
