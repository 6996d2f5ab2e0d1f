package org.countersign.autonomy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Ids;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Complaints about what customers got: each ends the licences it came out under at once, and is on record. It withdraws
 * nothing; whoever reads it may.
 */
@Service
public class Complaints {

    /** Characters in what is said. */
    public static final int LONGEST = 2000;

    private final JdbcClient sql;
    private final Suggestions suggestions;
    private final LicenceEndings endings;
    private final EvidenceRows evidence;
    private final AuditEntries log;
    private final Clock clock;

    Complaints(
            JdbcClient sql,
            Suggestions suggestions,
            LicenceEndings endings,
            EvidenceRows evidence,
            AuditEntries log,
            Clock clock) {
        this.sql = sql;
        this.suggestions = suggestions;
        this.endings = endings;
        this.evidence = evidence;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A complaint.
     *
     * @param words what was said; empty once erased
     */
    public record Complaint(UUID id, SuggestionId suggestion, Instant at, String words) {}

    /**
     * Takes a complaint.
     *
     * @throws Refusal.NotFound if there is no such suggestion
     * @throws Refusal.Invalid without words
     */
    @Transactional
    public Complaint complain(SuggestionId suggestion, Actor by, String words) {
        String said = words.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw new Refusal.Invalid(
                    "The complaint lacks its words.",
                    List.of(new FieldError("/reason", "Write what is wrong, in at most " + LONGEST + " characters.")));
        }
        SuggestionView view = suggestions.get(suggestion);
        UUID id = Ids.next();
        Instant now = clock.instant();
        EntryId entry = log.append(
                NewEntry.of(EntryType.COMPLAINT, suggestion.subject(), by, Map.of("complaint", id.toString()))
                        .after(view.lastEntry())
                        .withPayload(Json.MAPPER.createObjectNode().put("reason", said)));
        sql.sql("insert into complaint (id, suggestion, at, entry) values (:id, :suggestion, :at, :entry)")
                .param("id", id)
                .param("suggestion", suggestion.value())
                .param("at", Timestamp.from(now))
                .param("entry", entry.value())
                .update();
        evidence.wrongAfterAll(suggestion);
        Optional.ofNullable(view.proposal())
                .ifPresent(known -> Scope.markets(known)
                        .forEach(market -> endings.revoke(
                                known.model().name(), known.model().version(), known.kind(), market, Cause.COMPLAINT)));
        return new Complaint(id, suggestion, now, said);
    }

    /** About one suggestion, oldest first. */
    @Transactional(readOnly = true)
    public List<Complaint> about(SuggestionId suggestion) {
        return sql.sql("select * from complaint where suggestion = :suggestion order by seq limit 100")
                .param("suggestion", suggestion.value())
                .query((row, n) -> complaint(
                        row.getObject("id", UUID.class),
                        suggestion,
                        row.getTimestamp("at").toInstant(),
                        new EntryId(row.getObject("entry", UUID.class))))
                .list();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Complaint> newest(int limit) {
        return sql.sql("select * from complaint order by seq desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> complaint(
                        row.getObject("id", UUID.class),
                        new SuggestionId(row.getObject("suggestion", UUID.class)),
                        row.getTimestamp("at").toInstant(),
                        new EntryId(row.getObject("entry", UUID.class))))
                .list();
    }

    private Complaint complaint(UUID id, SuggestionId suggestion, Instant at, EntryId entry) {
        String words = log.payload(entry)
                .map(payload -> payload.path("reason").asString(""))
                .orElse("");
        return new Complaint(id, suggestion, at, words);
    }
}
