package org.countersign.screening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.suggestion.SuggestionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of sweeps, and the verdicts they go through. */
@Repository
class PolicySweepRows {

    private final JdbcClient sql;

    PolicySweepRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** A sweep that is under way: verdicts after {@code position} up to {@code upTo} are still to be looked at. */
    record Open(long id, String policyVersion, long position, long upTo) {}

    /** A verdict by its place in the order of screening. */
    record Verdict(long seq, SuggestionId suggestion, String policyVersion) {}

    void begin(String policyVersion, Instant now) {
        sql.sql("update policy_sweep set finished_at = :now where finished_at is null")
                .param("now", Timestamp.from(now))
                .update();
        sql.sql("""
                        insert into policy_sweep (policy_version, begun_at, up_to)
                        select :version, :now, coalesce(max(seq), 0) from decision_record
                        """)
                .param("version", policyVersion)
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Open> lockOpen() {
        return sql.sql("""
                        select id, policy_version, position, up_to from policy_sweep where finished_at is null
                        for update skip locked
                        """)
                .query((row, number) -> new Open(
                        row.getLong("id"),
                        row.getString("policy_version"),
                        row.getLong("position"),
                        row.getLong("up_to")))
                .optional();
    }

    List<Verdict> verdicts(Open sweep, int limit) {
        return sql.sql("""
                        select seq, suggestion_id, policy_version from decision_record
                        where seq > :position and seq <= :upTo order by seq limit :limit
                        """)
                .param("position", sweep.position())
                .param("upTo", sweep.upTo())
                .param("limit", limit)
                .query((row, number) -> new Verdict(
                        row.getLong("seq"),
                        new SuggestionId(row.getObject("suggestion_id", UUID.class)),
                        row.getString("policy_version")))
                .list();
    }

    /** Those of these whose newest verdict is by other policies. */
    List<SuggestionId> judgedByOthers(Collection<SuggestionId> suggestions, String policyVersion) {
        return sql.sql("""
                        select suggestion_id from (
                            select distinct on (suggestion_id) suggestion_id, policy_version from decision_record
                            where suggestion_id = any(?) order by suggestion_id, seq desc) newest
                        where policy_version <> ?
                        """)
                .params(suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new), policyVersion)
                .query((row, number) -> new SuggestionId(row.getObject("suggestion_id", UUID.class)))
                .list();
    }

    void advance(Open sweep, long position, long regated, long kept) {
        sql.sql("update policy_sweep set position = ?, regated = regated + ?, kept = kept + ? where id = ?")
                .params(position, regated, kept, sweep.id())
                .update();
    }

    void finish(Open sweep, Instant now) {
        sql.sql("update policy_sweep set finished_at = ? where id = ?")
                .params(Timestamp.from(now), sweep.id())
                .update();
    }

    List<PolicySweep> list(int limit) {
        return sql.sql("select * from policy_sweep order by id desc limit ?")
                .param(limit)
                .query(PolicySweepRows::sweep)
                .list();
    }

    private static PolicySweep sweep(ResultSet row, int number) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new PolicySweep(
                row.getLong("id"),
                row.getString("policy_version"),
                row.getTimestamp("begun_at").toInstant(),
                row.getLong("position"),
                row.getLong("up_to"),
                row.getLong("regated"),
                row.getLong("kept"),
                finished == null ? null : finished.toInstant());
    }
}
