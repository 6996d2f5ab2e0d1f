package org.countersign.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register's tables. */
@Repository
class ConsentRows {

    private final JdbcClient sql;

    ConsentRows(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<SubjectId> find(String ref) {
        return sql.sql("select subject from consent_subject where ref = :ref")
                .param("ref", ref)
                .query(UUID.class)
                .optional()
                .map(SubjectId::new);
    }

    /** The identity, locked for erasure: waits for every transaction that uses it. */
    Optional<SubjectId> lock(String ref) {
        return sql.sql("select subject from consent_subject where ref = :ref for update")
                .param("ref", ref)
                .query(UUID.class)
                .optional()
                .map(SubjectId::new);
    }

    /** In the order of references, so that two that make several never wait for each other. */
    Map<String, SubjectId> findOrMake(Collection<String> refs) {
        Map<String, SubjectId> subjects = new HashMap<>();
        TreeSet<String> missing = new TreeSet<>(refs);
        // One erased between the insert and the select is made again.
        while (!missing.isEmpty()) {
            String[] open = missing.toArray(String[]::new);
            sql.sql("""
                            insert into consent_subject (ref, subject)
                            select ref, gen_random_uuid() from unnest(:refs) as t (ref) order by ref collate "C"
                            on conflict (ref) do nothing
                            """).param("refs", open).update();
            sql.sql("""
                            select ref, subject from consent_subject where ref = any(:refs)
                            order by ref collate "C" for key share
                            """).param("refs", open).query(row -> {
                subjects.put(row.getString("ref"), new SubjectId(row.getObject("subject", UUID.class)));
            });
            missing.removeAll(subjects.keySet());
        }
        return subjects;
    }

    /** False if the same statement is there already. */
    boolean add(SubjectId subject, Consent consent) {
        return sql.sql("""
                                insert into consent_statement
                                    (subject, purpose, channel, status, at, source, notice_version)
                                values (:subject, :purpose, :channel, :status, :at, :source, :notice)
                                on conflict do nothing
                                """)
                        .param("subject", subject.value())
                        .param("purpose", consent.purpose())
                        .param("channel", consent.channel())
                        .param("status", consent.status().name())
                        .param("at", Timestamp.from(consent.at()))
                        .param("source", consent.source())
                        .param("notice", consent.noticeVersion())
                        .update()
                == 1;
    }

    List<Consent> current(SubjectId subject) {
        return sql.sql("""
                        select distinct on (purpose, channel) * from consent_statement where subject = :subject
                        order by purpose, channel, at desc, (status = 'GRANTED'), id desc
                        """)
                .param("subject", subject.value())
                .query(ConsentRows::consent)
                .list();
    }

    /** The same for many references; those that are unknown, or have no statement, are left out. */
    Map<String, List<Consent>> currentAll(Collection<String> refs) {
        Map<String, List<Consent>> current = new HashMap<>();
        sql.sql("""
                        select distinct on (s.ref, c.purpose, c.channel) s.ref, c.* from consent_subject s
                        join consent_statement c using (subject) where s.ref = any(?)
                        order by s.ref, c.purpose, c.channel, c.at desc, (c.status = 'GRANTED'), c.id desc
                        """).param(refs.toArray(String[]::new)).query(row -> {
            current.computeIfAbsent(row.getString("ref"), ref -> new ArrayList<>())
                    .add(consent(row, 0));
        });
        return current;
    }

    List<Consent> history(SubjectId subject) {
        return sql.sql("select * from consent_statement where subject = :subject order by at, id")
                .param("subject", subject.value())
                .query(ConsentRows::consent)
                .list();
    }

    void delete(SubjectId subject) {
        sql.sql("delete from consent_subject where subject = :subject")
                .param("subject", subject.value())
                .update();
    }

    private static Consent consent(ResultSet row, int number) throws SQLException {
        return new Consent(
                row.getString("purpose"),
                row.getString("channel"),
                ConsentStatus.valueOf(row.getString("status")),
                row.getTimestamp("at").toInstant(),
                row.getString("source"),
                row.getString("notice_version"));
    }
}
