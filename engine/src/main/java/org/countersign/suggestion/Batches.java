package org.countersign.suggestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * NDJSON uploads: intake chunk by chunk, so that their size does not matter, and their progress. An upload that breaks
 * off keeps what it took in; sent again, those lines are duplicates.
 */
@Service
public class Batches {

    /** Lines that {@link #receive} wants at once: one transaction. */
    public static final int CHUNK = Intake.CHUNK;

    /** Bytes of the longest line that is read; a longer one is invalid. */
    public static final int LINE = DocumentCheck.TEXT_BYTES;

    private static final int PAGE = 200;

    private final DocumentCheck check;
    private final Intake intake;
    private final JdbcClient sql;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Batches(DocumentCheck check, Intake intake, JdbcClient sql, ApplicationEventPublisher events, Clock clock) {
        this.check = check;
        this.intake = intake;
        this.sql = sql;
        this.events = events;
        this.clock = clock;
    }

    /** Begins an upload of this producer. */
    @Transactional
    public BatchId open(String client) {
        BatchId id = new BatchId(Ids.next());
        sql.sql("insert into suggestion_batch (id, client, received_at) values (?, ?, ?)")
                .params(id.value(), client, now())
                .update();
        return id;
    }

    /**
     * Takes in the next lines.
     *
     * @param lines JSON texts in UTF-8, at most {@link #CHUNK}
     * @return receipts in the order of the lines, which are durable now
     */
    public List<Receipt> receive(BatchId id, String client, List<byte[]> lines) {
        if (lines.size() > CHUNK) {
            throw new IllegalArgumentException(lines.size() + " lines are more than a chunk of " + CHUNK + ".");
        }
        return intake.receive(client, lines.stream().map(check::check).toList(), id.value());
    }

    /** Ends the upload, every line answered: what was accepted is gated from now on. */
    @Transactional
    public void finish(BatchId id) {
        close(id, true);
    }

    /** Ends an upload that broke off: what was accepted of it is gated all the same. Repeating it changes nothing. */
    @Transactional
    public void breakOff(BatchId id) {
        close(id, false);
    }

    /** Ends uploads of which no chunk came for {@code silence}. */
    @Transactional
    public void closeSilent(Duration silence) {
        sql.sql("""
                        select id from suggestion_batch
                        where closed_at is null and greatest(received_at, last_chunk_at) < ? for update skip locked
                        """)
                .param(Timestamp.from(clock.instant().minus(silence)))
                .query((row, number) -> new BatchId(row.getObject("id", UUID.class)))
                .list()
                .forEach(this::breakOff);
    }

    private void close(BatchId id, boolean whole) {
        sql.sql("""
                        update suggestion_batch set closed_at = :now, finished_at = :finished
                        where id = :id and closed_at is null returning chunks
                        """)
                .param("now", now())
                .param("finished", whole ? now() : null)
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .ifPresent(chunks -> events.publishEvent(new BatchReceived(id, chunks)));
    }

    /** The suggestions that came in with a chunk and where each stands, in the order of their ids. */
    @Transactional(readOnly = true)
    public Map<SuggestionId, SuggestionState> chunk(BatchId id, int number) {
        Map<SuggestionId, SuggestionState> chunk = new LinkedHashMap<>();
        sql.sql("select id, state from suggestion where batch = ? and batch_chunk = ? order by id")
                .params(id.value(), number)
                .query(row -> {
                    chunk.put(
                            new SuggestionId(row.getObject("id", UUID.class)),
                            SuggestionState.valueOf(row.getString("state")));
                });
        return chunk;
    }

    /** How many chunks it has, numbered from 1. */
    @Transactional(readOnly = true)
    public int chunks(BatchId id) {
        return sql.sql("select chunks from suggestion_batch where id = ?")
                .param(id.value())
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new Refusal.NotFound("batch", id.toString()));
    }

    /** Uploads, newest first. */
    @Transactional(readOnly = true)
    public Page<BatchView> list(@Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE);
        List<BatchView> found = sql.sql("""
                        select * from suggestion_batch where received_at < ? order by received_at desc limit ?
                        """)
                .params(before(cursor), size + 1)
                .query((row, number) -> view(row))
                .list();
        boolean more = found.size() > size;
        List<BatchView> page = more ? found.subList(0, size) : found;
        Map<BatchId, Map<SuggestionState, Integer>> states =
                states(page.stream().map(BatchView::id).toList());
        return new Page<>(
                page.stream()
                        .map(batch -> batch.in(states.getOrDefault(batch.id(), Map.of())))
                        .toList(),
                more ? page.getLast().receivedAt().toString() : null);
    }

    private static Timestamp before(@Nullable String cursor) {
        try {
            return Timestamp.from(cursor == null ? Instant.parse("9999-01-01T00:00:00Z") : Instant.parse(cursor));
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid(
                    "The cursor " + Texts.quote(String.valueOf(cursor))
                            + " is none of ours. Take it from the page before.",
                    List.of());
        }
    }

    private Map<BatchId, Map<SuggestionState, Integer>> states(List<BatchId> batches) {
        Map<BatchId, Map<SuggestionState, Integer>> states = new HashMap<>();
        sql.sql("""
                        select batch, state, count(*) as suggestions from suggestion where batch = any(?)
                        group by batch, state
                        """)
                .param(batches.stream().map(BatchId::value).toArray(UUID[]::new))
                .query(row -> {
                    states.computeIfAbsent(
                                    new BatchId(row.getObject("batch", UUID.class)),
                                    batch -> new EnumMap<>(SuggestionState.class))
                            .put(SuggestionState.valueOf(row.getString("state")), row.getInt("suggestions"));
                });
        return states;
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public BatchView get(BatchId id) {
        return sql.sql("select * from suggestion_batch where id = ?")
                .param(id.value())
                .query((row, number) -> view(row))
                .optional()
                .orElseThrow(() -> new Refusal.NotFound("batch", id.toString()))
                .in(states(List.of(id)).getOrDefault(id, Map.of()));
    }

    private static BatchView view(ResultSet row) throws SQLException {
        return new BatchView(
                new BatchId(row.getObject("id", UUID.class)),
                row.getString("client"),
                row.getTimestamp("received_at").toInstant(),
                instant(row, "finished_at"),
                instant(row, "closed_at"),
                row.getInt("accepted"),
                row.getInt("duplicates"),
                row.getInt("conflicts"),
                row.getInt("invalid"),
                Map.of());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
