package org.countersign.suggestion;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.shared.Refusal;
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

    private final DocumentCheck check;
    private final Intake intake;
    private final JdbcClient sql;
    private final Clock clock;

    Batches(DocumentCheck check, Intake intake, JdbcClient sql, Clock clock) {
        this.check = check;
        this.intake = intake;
        this.sql = sql;
        this.clock = clock;
    }

    /** Begins an upload of this producer. */
    @Transactional
    public BatchId open(String client) {
        BatchId id = new BatchId(UUID.randomUUID());
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

    /** Ends the upload: every line was answered. */
    @Transactional
    public void finish(BatchId id) {
        sql.sql("update suggestion_batch set finished_at = ? where id = ?")
                .params(now(), id.value())
                .update();
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public BatchView get(BatchId id) {
        Map<SuggestionState, Integer> states = new EnumMap<>(SuggestionState.class);
        sql.sql("select state, count(*) as suggestions from suggestion where batch = ? group by state")
                .param(id.value())
                .query(row -> {
                    states.put(SuggestionState.valueOf(row.getString("state")), row.getInt("suggestions"));
                });
        return sql.sql("select * from suggestion_batch where id = ?")
                .param(id.value())
                .query((row, number) -> {
                    Timestamp finished = row.getTimestamp("finished_at");
                    return new BatchView(
                            id,
                            row.getString("client"),
                            row.getTimestamp("received_at").toInstant(),
                            finished == null ? null : finished.toInstant(),
                            row.getInt("accepted"),
                            row.getInt("duplicates"),
                            row.getInt("conflicts"),
                            row.getInt("invalid"),
                            states);
                })
                .optional()
                .orElseThrow(() -> new Refusal.NotFound("batch", id.toString()));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
