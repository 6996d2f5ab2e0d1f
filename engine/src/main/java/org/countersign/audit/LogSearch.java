package org.countersign.audit;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.countersign.shared.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds entries by who, what, when, why and about what, newest first; each of these has an index of its own. */
@Service
public class LogSearch {

    private static final int BATCH = 1000;

    private static final String FIELDS = "select e.entry_id, log_index, e.type, e.subject, e.at, e.leaf from ";

    private static final String ENTRIES = "audit_entry e";

    private static final String INDEXED = "audit_words w join audit_entry e using (log_index)";

    private static final String NEWEST_FIRST = " order by log_index desc limit :limit";

    /** Everybody in the log, by leaps from name to name: there are few of them, however many entries. */
    private static final String ACTORS = """
            with recursive met as (
              (select actor from audit_words order by actor limit 1)
              union all
              select (select w.actor from audit_words w where w.actor > met.actor order by w.actor limit 1)
                from met where met.actor is not null)
            select actor from met where actor ilike :who
            union select :person::text || id from audit_actor where name ilike :name
            """;

    private final JdbcClient jdbc;
    private final LogIndex index;
    private final TransactionTemplate reading;

    LogSearch(JdbcClient jdbc, LogIndex index, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.index = index;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * Newest first.
     *
     * @param before only entries with a smaller index; {@link Long#MAX_VALUE} for all
     * @param limit entries to return
     */
    public List<LogEntry> find(LogQuery query, long before, int limit) {
        boolean wantsIndex = query.who() != null || query.text() != null;
        return find(query, before, limit, wantsIndex && index.catchUp());
    }

    /** All of them, newest first, a thousand at a time. */
    public void each(LogQuery query, Consumer<LogEntry> consumer) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<LogEntry> found = find(query, before, BATCH);
            found.forEach(consumer);
            if (found.size() < BATCH) {
                return;
            }
            Long last = found.getLast().index();
            before = last == null ? 0 : last;
        }
    }

    /** @param indexed false while the index is far behind: then names and words are looked for entry by entry */
    List<LogEntry> find(LogQuery query, long before, int limit, boolean indexed) {
        return Objects.requireNonNull(reading.execute(status -> {
            // A plan that fits any values walks through the whole log for rare ones.
            jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
            Map<String, Object> values = new HashMap<>();
            values.put("before", before);
            values.put("limit", limit);
            return jdbc.sql(select(query, indexed, values))
                    .params(values)
                    .query(AuditEntries::read)
                    .list();
        }));
    }

    private String select(LogQuery query, boolean indexed, Map<String, Object> values) {
        StringBuilder matching = new StringBuilder(" where log_index < :before");
        if (!query.what().isEmpty()) {
            matching.append(" and e.type = any(:types)");
            values.put("types", query.what().stream().map(EntryType::name).toArray(String[]::new));
        }
        if (query.from() != null) {
            matching.append(" and e.at >= :from");
            values.put("from", query.from().atOffset(ZoneOffset.UTC));
        }
        if (query.to() != null) {
            matching.append(" and e.at < :to");
            values.put("to", query.to().atOffset(ZoneOffset.UTC));
        }
        if (query.subject() != null) {
            matching.append(" and e.subject = :subject");
            values.put("subject", query.subject());
        }
        return indexed ? byIndex(query, matching, values) : byReading(query, matching, values);
    }

    private String byIndex(LogQuery query, StringBuilder matching, Map<String, Object> values) {
        if (query.text() != null) {
            matching.append(" and w.words @@ :words::tsquery");
            values.put("words", Words.query(query.text()));
        }
        if (query.who() == null) {
            return FIELDS + INDEXED + matching + NEWEST_FIRST;
        }
        // The newest of each actor are read off the index in order, however many there are.
        values.put("actors", actors(query.who()));
        return "select found.* from unnest(:actors::text[]) as asked (actor) cross join lateral (" + FIELDS + INDEXED
                + matching + " and w.actor = asked.actor" + NEWEST_FIRST + ") as found" + NEWEST_FIRST;
    }

    private static String byReading(LogQuery query, StringBuilder matching, Map<String, Object> values) {
        if (query.text() != null) {
            matching.append("""
                     and (convert_from(e.leaf, 'UTF8') ilike :text or exists (select 1 from audit_payload p
                       where p.entry_id = e.entry_id and convert_from(p.payload, 'UTF8') ilike :text))
                    """);
            values.put("text", part(query.text()));
        }
        if (query.who() != null) {
            matching.append("""
                     and exists (select 1 from (select substring(
                         convert_from(e.leaf, 'UTF8') from '^\\{"actor":"([^"]*)"') as actor) a
                       where a.actor ilike :who
                         or a.actor in (select :person::text || id from audit_actor where name ilike :name))
                    """);
            values.putAll(names(query.who()));
        }
        return FIELDS + ENTRIES + matching + NEWEST_FIRST;
    }

    private String[] actors(String who) {
        return jdbc.sql(ACTORS)
                .params(names(who))
                .query((row, number) -> row.getString(1))
                .list()
                .toArray(String[]::new);
    }

    /** What to look for: parts of names as they stand in the log, and of people's, who stand there by their ids. */
    private static Map<String, Object> names(String who) {
        String prefix = Actor.Kind.PERSON + ":";
        String name = who.toUpperCase(Locale.ROOT).startsWith(prefix) ? who.substring(prefix.length()) : who;
        return Map.of("who", part(who), "person", prefix, "name", part(name));
    }

    private static String part(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
