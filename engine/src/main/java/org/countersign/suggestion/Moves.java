package org.countersign.suggestion;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionRows.StepRow;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Moves single suggestions inside the caller's transaction: row, history, log and event together. */
@Component
class Moves {

    private final SuggestionRepository repository;
    private final SuggestionRows rows;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Moves(
            SuggestionRepository repository,
            SuggestionRows rows,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /** The suggestion, locked until the transaction ends. */
    Suggestion lock(SuggestionId id) {
        return repository.lock(id.value()).orElseThrow(() -> new Refusal.NotFound("suggestion", id.toString()));
    }

    /** Saves what changed and adds the step to the history. */
    void save(Suggestion suggestion, Actor actor, @Nullable String reason, EntryId entry) {
        repository.saveAndFlush(suggestion);
        rows.insertHistory(
                List.of(new StepRow(suggestion.id().value(), suggestion.state(), suggestion.revision(), reason, entry)),
                actor,
                clock.instant());
    }

    /** Ends it before its time: entry, step and {@link SuggestionEnded}. */
    void end(Suggestion suggestion, SuggestionState end, Actor actor, String reason, List<EntryId> because) {
        SuggestionState previous = suggestion.state();
        suggestion.become(end);
        NewEntry entry = NewEntry.of(
                EntryType.ENDED,
                suggestion.id().subject(),
                actor,
                Map.of(
                        "state", end.name(),
                        "previous", previous.name(),
                        "revision", String.valueOf(suggestion.revision())));
        EntryId[] predecessors = Stream.concat(Stream.of(rows.lastEntry(suggestion.id())), because.stream())
                .toArray(EntryId[]::new);
        save(
                suggestion,
                actor,
                reason,
                log.append(entry.after(predecessors)
                        .withPayload(Json.MAPPER.createObjectNode().put("reason", reason))));
        events.publishEvent(new SuggestionEnded(suggestion.id(), end, previous, actor, reason));
    }
}
