package org.countersign.audit;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The log's front door: write an entry inside the transaction of what it records. */
@Service
public class AuditEntries {

    private final JdbcClient jdbc;
    private final Actors actors;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AuditEntries(JdbcClient jdbc, Actors actors, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * Writes the entry in the running transaction; if that rolls back, there is no entry. The index in the log follows
     * within about a second of the commit. Nothing is locked: any number of transactions append at once.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public EntryId append(NewEntry entry) {
        EntryId id = EntryId.random();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String actor = actors.inLog(entry.actor());
        if (entry.payload() == null) {
            insert(id, entry, at, Leaf.bytes(id, entry, actor, at, null));
        } else {
            byte[] salt = newSalt();
            byte[] payload = Json.canonical(entry.payload());
            insert(id, entry, at, Leaf.bytes(id, entry, actor, at, Sha256.of(salt, payload)));
            insertPayload(id, salt, payload);
        }
        return id;
    }

    private void insert(EntryId id, NewEntry entry, Instant at, byte[] leaf) {
        jdbc.sql("""
                with entry as (
                  insert into audit_entry (entry_id, type, subject, at, leaf) values (?, ?, ?, ?, ?) returning written)
                insert into audit_pending (written) select written from entry
                """)
                .params(id.value(), entry.type().name(), entry.subject(), at.atOffset(ZoneOffset.UTC), leaf)
                .update();
    }

    private void insertPayload(EntryId id, byte[] salt, byte[] payload) {
        jdbc.sql("insert into audit_payload (entry_id, salt, payload) values (?, ?, ?)")
                .params(id.value(), salt, payload)
                .update();
    }

    /** The salt makes guessing at what was committed to worthless. */
    private byte[] newSalt() {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        return salt;
    }
}
