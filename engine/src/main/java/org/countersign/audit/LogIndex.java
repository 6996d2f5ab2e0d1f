package org.countersign.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.countersign.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Lets entries be found by their words and by who acted. It follows the log in its own time, so that no decision waits
 * for it, and forgets what is erased with it.
 */
@Component
class LogIndex {

    private static final Logger LOG = LoggerFactory.getLogger(LogIndex.class);

    /** Whoever indexes or erases holds it, so that nothing is indexed while it is erased. */
    private static final long LOCK = 0x636f_756e_7465_7202L;

    private static final int BATCH = 500;

    /** Batches that a search waits for: about a second's worth. */
    private static final int PATIENCE = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate alone;

    LogIndex(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Scheduled(fixedDelayString = "${countersign.audit.index-interval:2s}")
    void run() {
        try {
            while (indexSome() == BATCH) {
                LOG.debug("Indexed {} more entries", BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warn("Entries cannot be indexed; searches read them one by one until they can", e);
        }
    }

    /** Indexes what is new; false if that is too much to wait for. */
    boolean catchUp() {
        for (int n = 0; n < PATIENCE; n++) {
            if (indexSome() < BATCH) {
                return true;
            }
        }
        return false;
    }

    private int indexSome() {
        Integer indexed = alone.execute(status -> {
            lock();
            return insert(next());
        });
        return indexed == null ? 0 : indexed;
    }

    /** Call before payloads are deleted. */
    @Transactional(propagation = Propagation.MANDATORY)
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
    }

    /** Call after the payloads of these entries were deleted: from now on only what stands in the log finds them. */
    @Transactional(propagation = Propagation.MANDATORY)
    void forgetPayloads(Collection<UUID> entries) {
        List<Row> rows = jdbc.sql("""
                        select log_index, entry_id, leaf from audit_entry join audit_words using (log_index)
                          where entry_id = any(?)
                        """)
                .param(entries.toArray(UUID[]::new))
                .query(Row::read)
                .list();
        jdbc.sql("""
                update audit_words w set words = array_to_tsvector(string_to_array(n.words, ' '))
                  from unnest(?::bigint[], ?::text[]) as n (log_index, words) where w.log_index = n.log_index
                """)
                .params(
                        rows.stream().map(Row::index).toArray(Long[]::new),
                        rows.stream()
                                .map(row -> String.join(" ", Words.ofEntry(Json.MAPPER.readTree(row.leaf))))
                                .toArray(String[]::new))
                .update();
    }

    private List<Row> next() {
        return jdbc.sql("""
                        select log_index, entry_id, leaf from audit_entry
                          where log_index > (select coalesce(max(log_index), -1) from audit_words)
                          order by log_index limit ?
                        """).param(BATCH).query(Row::read).list();
    }

    private int insert(List<Row> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        Map<UUID, String> payloads = new HashMap<>();
        jdbc.sql("select entry_id, payload from audit_payload where entry_id = any(?)")
                .param(rows.stream().map(Row::entry).toArray(UUID[]::new))
                .query(row -> {
                    payloads.put(row.getObject(1, UUID.class), new String(row.getBytes(2), StandardCharsets.UTF_8));
                });
        List<String> words = new ArrayList<>(rows.size());
        List<String> actors = new ArrayList<>(rows.size());
        for (Row row : rows) {
            JsonNode entry = Json.MAPPER.readTree(row.leaf);
            actors.add(entry.path("actor").stringValue());
            Set<String> found = Words.ofEntry(entry);
            String payload = payloads.get(row.entry);
            if (payload != null) {
                Words.addPayload(Json.MAPPER.readTree(payload), found);
            }
            words.add(String.join(" ", found));
        }
        return jdbc.sql("""
                insert into audit_words (log_index, words, actor)
                  select log_index, array_to_tsvector(string_to_array(words, ' ')), actor
                    from unnest(?::bigint[], ?::text[], ?::text[]) as t (log_index, words, actor)
                """)
                .params(
                        rows.stream().map(Row::index).toArray(Long[]::new),
                        words.toArray(String[]::new),
                        actors.toArray(String[]::new))
                .update();
    }

    private record Row(long index, UUID entry, String leaf) {

        static Row read(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getLong("log_index"),
                    row.getObject("entry_id", UUID.class),
                    new String(row.getBytes("leaf"), StandardCharsets.UTF_8));
        }
    }
}
