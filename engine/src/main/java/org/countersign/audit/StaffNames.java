package org.countersign.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.countersign.shared.Actor;
import org.countersign.shared.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forgets the names of members of staff who have not acted for long: what they did stays in the log under a random id
 * that nobody can lead back to them, and every proof holds. The log says how many were forgotten.
 */
@Component
class StaffNames {

    private static final Actor RETENTION = Actor.system("retention");

    private final AuditProperties properties;
    private final JdbcClient jdbc;
    private final AuditEntries log;
    private final Clock clock;

    StaffNames(AuditProperties properties, JdbcClient jdbc, AuditEntries log, Clock clock) {
        this.properties = properties;
        this.jdbc = jdbc;
        this.log = log;
        this.clock = clock;
    }

    /** Once a month: it reads every entry of the period, and a month more or less is within its precision. */
    @Scheduled(cron = "0 50 3 1 * *")
    @Transactional
    void run() {
        if (!properties.staffNames().isZero()) {
            forgetUnseenSince(clock.instant()
                    .atOffset(ZoneOffset.UTC)
                    .minus(properties.staffNames())
                    .toInstant());
        }
    }

    /** @return how many names were forgotten */
    @Transactional
    int forgetUnseenSince(Instant moment) {
        int forgotten =
                jdbc.sql("""
                        with seen as (
                          select distinct substring(convert_from(leaf, 'UTF8') from '"actor":"PERSON:([0-9a-f-]{36})"') as id
                            from audit_written where at >= :moment)
                        delete from audit_actor a where not exists (select 1 from seen where seen.id = a.id::text)
                        """).param("moment", moment.atOffset(ZoneOffset.UTC)).update();
        if (forgotten > 0) {
            log.append(NewEntry.of(
                    EntryType.RETENTION,
                    "retention:" + Ids.next(),
                    RETENTION,
                    Map.of("staffNames", String.valueOf(forgotten), "unseenSince", moment.toString())));
        }
        return forgotten;
    }
}
