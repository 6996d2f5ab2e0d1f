package org.countersign.suggestion;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets the documents of suggestions that ended long ago, as an erasure does: the log stays as it is, every proof stays
 * valid, and the log says that they were kept long enough and no longer.
 */
@Component
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Actor RETENTION = Actor.system("retention");
    private static final int BATCH = 500;

    private final RetentionProperties properties;
    private final JdbcClient jdbc;
    private final SuggestionRows rows;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Retention(
            RetentionProperties properties,
            JdbcClient jdbc,
            SuggestionRows rows,
            AuditEntries log,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.properties = properties;
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * For how long what is personal is kept.
     *
     * @param suggestions documents of suggestions after they ended, for example {@code P3Y}; nothing is forgotten by
     *     itself where it is zero
     */
    @ConfigurationProperties("countersign.retention")
    record RetentionProperties(@DefaultValue("P0D") Period suggestions) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(RetentionProperties.class)
    static class RetentionConfiguration {}

    @Scheduled(cron = "${countersign.retention.at:0 40 3 * * *}")
    void run() {
        if (properties.suggestions().isZero()) {
            return;
        }
        Instant before = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .minus(properties.suggestions())
                .toInstant();
        int forgotten = forgetEndedBefore(before);
        if (forgotten > 0) {
            LOG.info("Forgot the documents of {} suggestions that ended before {}", forgotten, before);
        }
    }

    /** @return how many suggestions were forgotten */
    int forgetEndedBefore(Instant before) {
        int total = 0;
        while (true) {
            Integer forgotten = transaction.execute(status -> forgetSome(before));
            if (forgotten == null || forgotten == 0) {
                return total;
            }
            total += forgotten;
        }
    }

    private int forgetSome(Instant before) {
        List<SuggestionId> ids = jdbc.sql("""
                        select s.id from suggestion s
                          where s.state in ('REJECTED', 'EXPIRED', 'WITHDRAWN', 'BLOCKED')
                            and exists (select 1 from suggestion_revision r
                              where r.suggestion = s.id and r.document is not null)
                            and not exists (select 1 from suggestion_history h
                              where h.suggestion = s.id and h.at >= :before)
                          order by s.id limit :limit for update of s skip locked
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", BATCH)
                .query((row, number) -> new SuggestionId(row.getObject(1, UUID.class)))
                .list();
        if (ids.isEmpty()) {
            return 0;
        }
        rows.forget(ids);
        log.erasePayloads(rows.entries(ids));
        events.publishEvent(new SuggestionsForgotten(ids));
        log.append(NewEntry.of(
                EntryType.RETENTION,
                "retention:" + Ids.next(),
                RETENTION,
                Map.of("suggestions", String.valueOf(ids.size()), "endedBefore", before.toString())));
        return ids.size();
    }
}
