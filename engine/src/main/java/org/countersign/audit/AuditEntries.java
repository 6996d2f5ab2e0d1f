package org.countersign.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.proof.Hash;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The log's front door: write an entry inside the transaction of what it records. */
@Service
public class AuditEntries {

    private static final String FIELDS = "select entry_id, log_index, type, subject, at, leaf from ";
    private static final String LOG = FIELDS + "audit_entry ";
    private static final String WRITTEN = FIELDS + "audit_written ";

    private final JdbcClient jdbc;
    private final JdbcOperations batch;
    private final Actors actors;
    private final LogIndex index;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AuditEntries(JdbcClient jdbc, JdbcOperations batch, Actors actors, LogIndex index, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.actors = actors;
        this.index = index;
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
        return appendAll(List.of(entry)).getFirst();
    }

    /**
     * The same for many, in their order, with as few messages to the database as for one. An entry cannot name another
     * of the same call as its predecessor, since ids are given here.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<EntryId> appendAll(List<NewEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<Actor, String> names = new HashMap<>();
        List<Written> written = new ArrayList<>(entries.size());
        for (NewEntry entry : entries) {
            String actor = names.computeIfAbsent(entry.actor(), actors::inLog);
            written.add(written(entry, actor, at));
        }
        insert(written, at);
        insertPayloads(written.stream().filter(each -> each.payload != null).toList());
        return written.stream().map(each -> each.id).toList();
    }

    private Written written(NewEntry entry, String actor, Instant at) {
        EntryId id = EntryId.next();
        if (entry.payload() == null) {
            return new Written(id, entry, Leaf.bytes(id, entry, actor, at, null), null, null);
        }
        byte[] salt = newSalt();
        byte[] payload = Json.canonical(entry.payload());
        return new Written(id, entry, Leaf.bytes(id, entry, actor, at, Sha256.of(salt, payload)), salt, payload);
    }

    /** The entry, whether sequenced or not. */
    public Optional<LogEntry> find(EntryId id) {
        return jdbc.sql(WRITTEN + "where entry_id = ?")
                .param(id.value())
                .query(AuditEntries::read)
                .optional();
    }

    /**
     * Entries in the log's order.
     *
     * @param from first index, inclusive
     * @param to last index, exclusive
     */
    public List<LogEntry> range(long from, long to) {
        return jdbc.sql(LOG + "where log_index >= ? and log_index < ? order by log_index")
                .params(from, to)
                .query(AuditEntries::read)
                .list();
    }

    /**
     * The hashes that the log's tree has of the entries of a range, by index: what was sequenced, whatever an entry's row
     * says today.
     */
    public Map<Long, Hash> leafHashes(long from, long to) {
        Map<Long, Hash> hashes = new HashMap<>();
        jdbc.sql("select log_index, leaf_hash from audit_entry where log_index >= ? and log_index < ?")
                .params(from, to)
                .query(row -> {
                    hashes.put(row.getLong(1), Hash.of(row.getBytes(2)));
                });
        return hashes;
    }

    /** The entries at these indexes, in the log's order. */
    public List<LogEntry> at(Collection<Long> indexes) {
        return jdbc.sql(LOG + "where log_index = any(?) order by log_index")
                .param(indexes.toArray(Long[]::new))
                .query(AuditEntries::read)
                .list();
    }

    /** Those of these types in a range, in the log's order. */
    public List<LogEntry> range(long from, long to, Set<EntryType> types) {
        return jdbc.sql(LOG + "where log_index >= ? and log_index < ? and type = any(?) order by log_index")
                .params(from, to, types.stream().map(EntryType::name).toArray(String[]::new))
                .query(AuditEntries::read)
                .list();
    }

    /** The indexes of those of these entries that have one. */
    public Map<EntryId, Long> indexesOf(Collection<EntryId> ids) {
        Map<EntryId, Long> indexes = new HashMap<>();
        jdbc.sql("select entry_id, log_index from audit_entry where entry_id = any(?)")
                .param(ids.stream().map(EntryId::value).toArray(UUID[]::new))
                .query(row -> {
                    indexes.put(new EntryId(row.getObject(1, UUID.class)), row.getLong(2));
                });
        return indexes;
    }

    /**
     * Deletes what these entries commit to, with its salt: the entries stay, every proof stays valid, and nothing can be
     * learnt from them any more. Whoever erases writes an {@link EntryType#ERASURE} entry.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erasePayloads(Collection<EntryId> ids) {
        erase(ids.stream().map(EntryId::value).toList());
    }

    /**
     * The same for all entries about one subject.
     *
     * @return how many there were
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int erasePayloadsAbout(String subject) {
        return erase(jdbc.sql("select entry_id from audit_written where subject = ?")
                .param(subject)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    private int erase(Collection<UUID> ids) {
        index.lock();
        int erased = jdbc.sql("delete from audit_payload where entry_id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .update();
        index.forgetPayloads(ids);
        return erased;
    }

    /** Everything about one subject, for example {@code suggestion:7f3a}, oldest first, at most 1,000 entries. */
    public List<LogEntry> about(String subject) {
        return jdbc.sql("""
                        (select log_index, null::bigint as written, entry_id, type, subject, at, leaf
                           from audit_entry where subject = :subject order by log_index limit 1000)
                        union all
                        select null, written, entry_id, type, subject, at, leaf
                          from audit_pending where subject = :subject
                        order by log_index, written limit 1000
                        """).param("subject", subject).query(AuditEntries::read).list();
    }

    /** What an entry commits to; empty if it commits to nothing or has been erased. */
    public Optional<JsonNode> payload(EntryId id) {
        return jdbc.sql("select payload from audit_payload where entry_id = ?")
                .param(id.value())
                .query(byte[].class)
                .optional()
                .map(Json.MAPPER::readTree);
    }

    /** The entries of these ids, as far as there are any, in the order of the log. */
    public List<LogEntry> all(Collection<String> ids) {
        return jdbc.sql(WRITTEN + "where entry_id = any(?) order by log_index, written")
                .param(ids.stream().map(UUID::fromString).toArray(UUID[]::new))
                .query(AuditEntries::read)
                .list();
    }

    /**
     * What an entry commits to, with what it takes to check that.
     *
     * @param salt 32 bytes, in base64
     * @param payload canonical JSON
     */
    public record Opening(String salt, String payload) {}

    /** The opening of an entry's commitment; empty if it commits to nothing or has been erased. */
    public Optional<Opening> opening(EntryId id) {
        return jdbc.sql("select salt, payload from audit_payload where entry_id = ?")
                .param(id.value())
                .query((row, number) -> new Opening(
                        Base64.getEncoder().encodeToString(row.getBytes(1)),
                        new String(row.getBytes(2), StandardCharsets.UTF_8)))
                .optional();
    }

    /** The actor as the log has it; who is new to it gets an id in the running transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String inLog(Actor actor) {
        return actors.inLog(actor);
    }

    /** The name behind an actor as the log has it: that of the member of staff, or the same text. */
    public String nameOf(String actor) {
        return actors.nameOf(actor);
    }

    static LogEntry read(ResultSet row, int number) throws SQLException {
        return new LogEntry(
                new EntryId(row.getObject("entry_id", UUID.class)),
                row.getObject("log_index", Long.class),
                EntryType.valueOf(row.getString("type")),
                row.getString("subject"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new String(row.getBytes("leaf"), StandardCharsets.UTF_8));
    }

    /** One after the other in one message: for one entry, which is the rule, the cheapest statement there is. */
    private void insert(List<Written> entries, Instant at) {
        OffsetDateTime moment = at.atOffset(ZoneOffset.UTC);
        batch.batchUpdate(
                "insert into audit_pending (entry_id, type, subject, at, leaf) values (?, ?, ?, ?, ?)",
                entries.stream()
                        .map(each -> new Object[] {
                            each.id.value(), each.entry.type().name(), each.entry.subject(), moment, each.leaf
                        })
                        .toList());
    }

    private void insertPayloads(List<Written> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into audit_payload (entry_id, salt, payload)
                select * from unnest(?::uuid[], ?::bytea[], ?::bytea[])
                """)
                .params(
                        entries.stream().map(each -> each.id.value()).toArray(UUID[]::new),
                        entries.stream().map(each -> each.salt).toArray(byte[][]::new),
                        entries.stream().map(each -> each.payload).toArray(byte[][]::new))
                .update();
    }

    /** The salt makes guessing at what was committed to worthless. */
    private byte[] newSalt() {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        return salt;
    }

    /** An entry with its exact bytes; salt and payload null where it commits to nothing. */
    private static final class Written {

        private final EntryId id;
        private final NewEntry entry;
        private final byte[] leaf;
        private final byte @Nullable [] salt;
        private final byte @Nullable [] payload;

        Written(EntryId id, NewEntry entry, byte[] leaf, byte @Nullable [] salt, byte @Nullable [] payload) {
            this.id = id;
            this.entry = entry;
            this.leaf = leaf;
            this.salt = salt;
            this.payload = payload;
        }
    }
}
