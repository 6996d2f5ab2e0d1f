package org.countersign.governance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.policy.PolicyCase;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What changes consist of and what was said of them: rows that are never changed. */
@Repository
class EditRows {

    private final JdbcClient jdbc;

    EditRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ChangeId change, Collection<Edit> edits, int revision, Actor person, Instant at) {
        for (Edit edit : edits) {
            jdbc.sql("""
                            insert into policy_edit (change, revision, item, key, action, text, person, at)
                            values (:change, :revision, :item, :key, :action, :text, :person, :at)
                            """)
                    .param("change", change.value())
                    .param("revision", revision)
                    .param("item", edit.item().name())
                    .param("key", edit.key())
                    .param("action", edit.action().name())
                    .param("text", edit.text())
                    .param("person", person.name())
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** The newest edit of each item. */
    List<Edit> current(ChangeId change) {
        return jdbc.sql("""
                        select distinct on (item, key) item, key, action, text, revision, person, at
                        from policy_edit where change = ? order by item, key, revision desc
                        """).param(change.value()).query(EditRows::saved).list().stream()
                .map(Edit.Saved::edit)
                .toList();
    }

    /** All of them, oldest first. */
    List<Edit.Saved> history(ChangeId change) {
        return jdbc.sql("""
                        select item, key, action, text, revision, person, at
                        from policy_edit where change = ? order by revision, item, key
                        """).param(change.value()).query(EditRows::saved).list();
    }

    SortedSet<String> contributors(ChangeId change) {
        return new TreeSet<>(jdbc.sql("select distinct person from policy_edit where change = ?")
                .param(change.value())
                .query(String.class)
                .list());
    }

    void decide(ChangeId change, Decided decided, EntryId entry) {
        jdbc.sql("""
                        insert into policy_decision
                            (change, revision, person, decision, candidate, report_hash, comment, at, entry)
                        values (:change, :revision, :person, :decision, :candidate, :report, :comment, :at, :entry)
                        """)
                .param("change", change.value())
                .param("revision", decided.revision())
                .param("person", decided.person())
                .param("decision", decided.approved() ? "APPROVED" : "SENT_BACK")
                .param("candidate", decided.candidate())
                .param("report", decided.reportHash())
                .param("comment", decided.comment())
                .param("at", decided.at().atOffset(ZoneOffset.UTC))
                .param("entry", entry.value())
                .update();
    }

    List<Decided> decisions(ChangeId change) {
        return jdbc.sql("""
                        select revision, person, decision, candidate, report_hash, comment, at
                        from policy_decision where change = ? order by at
                        """)
                .param(change.value())
                .query((row, number) -> new Decided(
                        row.getInt("revision"),
                        row.getString("person"),
                        row.getString("decision").equals("APPROVED"),
                        row.getString("candidate"),
                        row.getString("report_hash"),
                        row.getString("comment"),
                        instant(row, "at")))
                .list();
    }

    Optional<List<PolicyCase>> cases(String version) {
        return jdbc.sql("select cases from policy_case_set where version = ? order by number desc limit 1")
                .param(version)
                .query(byte[].class)
                .optional()
                .map(CaseDocument::readAll);
    }

    void keepCases(String version, Collection<PolicyCase> cases) {
        jdbc.sql("insert into policy_case_set (version, cases) values (?, ?)")
                .params(version, CaseDocument.writeAll(cases))
                .update();
    }

    private static Edit.Saved saved(ResultSet row, int number) throws SQLException {
        return new Edit.Saved(
                new Edit(
                        Edit.Item.valueOf(row.getString("item")),
                        row.getString("key"),
                        Edit.Action.valueOf(row.getString("action")),
                        row.getString("text")),
                row.getInt("revision"),
                row.getString("person"),
                instant(row, "at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
