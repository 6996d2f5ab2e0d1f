package org.countersign.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what was in force from when; rows are never changed. */
@Repository
class PolicyActivations {

    private static final String READ = "select number, version, activated_at, actor, entry from policy_activation ";

    private final JdbcClient jdbc;

    PolicyActivations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets one activation wait for another, until the transaction ends, so that numbers and times agree. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('policy-activation', 0))")
                .query((row, number) -> Boolean.TRUE)
                .single();
    }

    PolicyActivation add(String version, Instant at, Actor actor, EntryId entry) {
        return jdbc.sql("""
                        insert into policy_activation (version, activated_at, actor, entry) values (?, ?, ?, ?)
                        returning number, version, activated_at, actor, entry
                        """)
                .params(version, at.atOffset(ZoneOffset.UTC), actor.toString(), entry.value())
                .query(PolicyActivations::read)
                .single();
    }

    Optional<PolicyActivation> newest() {
        return jdbc.sql(READ + "order by number desc limit 1")
                .query(PolicyActivations::read)
                .optional();
    }

    Optional<PolicyActivation> find(long number) {
        return jdbc.sql(READ + "where number = ?")
                .param(number)
                .query(PolicyActivations::read)
                .optional();
    }

    List<PolicyActivation> list(int limit) {
        return jdbc.sql(READ + "order by number desc limit ?")
                .param(limit)
                .query(PolicyActivations::read)
                .list();
    }

    private static PolicyActivation read(ResultSet row, int index) throws SQLException {
        return new PolicyActivation(
                row.getLong("number"),
                row.getString("version"),
                row.getObject("activated_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                new EntryId(row.getObject("entry", UUID.class)));
    }
}
