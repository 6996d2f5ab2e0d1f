package org.countersign.security;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes every change of rights into the log, wherever it was made: in the configuration, in the table of clients, or at
 * the identity provider, whose changes show when the person logs in.
 */
@Component
class Grants {

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);
    private static final Actor SECURITY = Actor.system("security");
    private static final String NONE = "NONE";

    private final SecurityProperties properties;
    private final AuditEntries log;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Grants(
            SecurityProperties properties,
            AuditEntries log,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.properties = properties;
        this.log = log;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What somebody holds now; in the running transaction. */
    void record(Actor who, Collection<Role> held) {
        String roles = held.stream().map(Role::name).sorted().distinct().collect(Collectors.joining("+"));
        record(log.inLog(who), roles.isEmpty() ? NONE : roles);
    }

    private void record(String holder, String roles) {
        Optional<String> before = jdbc.sql("select roles from granted_role where holder = ? for update")
                .param(holder)
                .query(String.class)
                .optional();
        if (before.equals(Optional.of(roles)) || (before.isEmpty() && roles.equals(NONE))) {
            return;
        }
        EntryId entry = log.append(NewEntry.of(
                EntryType.GRANT,
                "grant:" + holder.substring(holder.indexOf(':') + 1),
                SECURITY,
                Map.of("holder", holder, "roles", roles, "before", before.orElse(NONE))));
        jdbc.sql("""
                insert into granted_role (holder, roles, entry, since) values (?, ?, ?, ?)
                  on conflict (holder) do update set roles = excluded.roles, entry = excluded.entry, since = excluded.since
                """)
                .params(holder, roles, entry.value(), clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Clients, as configuration and database have them now. Of several instances one does it. */
    @Scheduled(fixedDelay = 30, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
    void recordClients() {
        Map<String, String> now = new HashMap<>();
        jdbc.sql("select holder from granted_role where holder like 'CLIENT:%' and roles <> 'NONE'")
                .query((row, number) -> row.getString(1))
                .list()
                .forEach(holder -> now.put(holder, NONE));
        properties
                .clients()
                .forEach(client -> now.put(
                        Actor.client(client.name()).toString(), client.role().name()));
        jdbc.sql("select name, role from api_client where revoked_at is null").query(row -> {
            now.put(Actor.client(row.getString(1)).toString(), row.getString(2));
        });
        now.forEach((holder, roles) -> {
            if (NewEntry.isCode(holder)) {
                transaction.executeWithoutResult(status -> record(holder, roles));
            } else {
                LOG.warn("An API client has a name that is no plain code; its rights are not in the log");
            }
        });
    }
}
