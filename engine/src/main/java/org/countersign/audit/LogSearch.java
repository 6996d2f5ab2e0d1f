package org.countersign.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds entries by who, what, when, why and about what. It reads the log as it is, newest first; type, time and subject
 * narrow by index, the rest is looked for in what those leave.
 */
@Service
public class LogSearch {

    private static final int BATCH = 1000;

    private static final String FIELDS = "select e.entry_id, s.log_index, e.type, e.subject, e.at, e.leaf ";

    private static final String MATCHING = """
              where s.log_index < :before
                and (:types::text[] is null or e.type = any(:types))
                and (:from::timestamptz is null or e.at >= :from)
                and (:to::timestamptz is null or e.at < :to)
                and (:subject::text is null or e.subject = :subject)
                and (:actors::text[] is null or convert_from(e.leaf, 'UTF8') like any(:actors))
            """;

    private static final String NEWEST_FIRST = " order by s.log_index desc limit :limit";

    private static final String ALL =
            FIELDS + "from audit_sequence s join audit_entry e using (written)" + MATCHING + NEWEST_FIRST;

    private static final String BY_WORDS = FIELDS
            + "from audit_words w join audit_sequence s using (log_index) join audit_entry e using (written)"
            + MATCHING
            + "and w.words @@ :words::tsquery" + NEWEST_FIRST;

    /** For as long as the index is far behind. */
    private static final String BY_READING =
            FIELDS + "from audit_sequence s join audit_entry e using (written)" + MATCHING + """
              and (convert_from(e.leaf, 'UTF8') ilike :text or exists (select 1 from audit_payload p
                where p.entry_id = e.entry_id and convert_from(p.payload, 'UTF8') ilike :text))
              """ + NEWEST_FIRST;

    private final JdbcClient jdbc;
    private final LogIndex index;

    LogSearch(JdbcClient jdbc, LogIndex index) {
        this.jdbc = jdbc;
        this.index = index;
    }

    /**
     * Newest first.
     *
     * @param before only entries with a smaller index; {@link Long#MAX_VALUE} for all
     * @param limit entries to return
     */
    @Transactional(readOnly = true)
    public List<LogEntry> find(LogQuery query, long before, int limit) {
        return select(query)
                .param("before", before)
                .param(
                        "types",
                        query.what().isEmpty()
                                ? null
                                : query.what().stream().map(EntryType::name).toArray(String[]::new))
                .param("from", query.from() == null ? null : query.from().atOffset(ZoneOffset.UTC))
                .param("to", query.to() == null ? null : query.to().atOffset(ZoneOffset.UTC))
                .param("subject", query.subject())
                .param("actors", actors(query.who()))
                .param("limit", limit)
                .query(LogSearch::read)
                .list();
    }

    private JdbcClient.StatementSpec select(LogQuery query) {
        String text = query.text();
        if (text == null) {
            return jdbc.sql(ALL);
        }
        return index.catchUp()
                ? jdbc.sql(BY_WORDS).param("words", Words.query(text))
                : jdbc.sql(BY_READING).param("text", "%" + escaped(text) + "%");
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

    /** Patterns of the leaves of whoever's name has this in it; people stand in leaves by their ids. */
    private String @Nullable [] actors(@Nullable String who) {
        if (who == null) {
            return null;
        }
        List<String> patterns = new ArrayList<>(jdbc
                .sql("select id::text from audit_actor where name ilike ?")
                .param("%" + escaped(nameOnly(who)) + "%")
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .map(id -> "{\"actor\":\"" + Actor.Kind.PERSON + ":" + id + "\"%")
                .toList());
        patterns.add("{\"actor\":\"%" + escaped(who) + "%\",\"at\"%");
        return patterns.toArray(String[]::new);
    }

    private static String nameOnly(String who) {
        String prefix = Actor.Kind.PERSON + ":";
        return who.toUpperCase(Locale.ROOT).startsWith(prefix) ? who.substring(prefix.length()) : who;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static LogEntry read(ResultSet row, int number) throws SQLException {
        return AuditEntries.read(row, number);
    }
}
