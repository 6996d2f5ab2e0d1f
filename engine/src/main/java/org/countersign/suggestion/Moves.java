package org.countersign.suggestion;

import java.time.Clock;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;

/** Moves single suggestions, and ends any number, inside the caller's transaction: row, history, log and event together. */
@Component
class Moves {

    private final SuggestionRepository repository;
    private final BulkMoves bulk;
    private final SuggestionRows rows;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Moves(
            SuggestionRepository repository,
            BulkMoves bulk,
            SuggestionRows rows,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.bulk = bulk;
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

    /**
     * Where a suggestion stands, locked until the transaction ends.
     *
     * @throws Refusal.NotFound if there is none
     */
    Standing lockStanding(SuggestionId id) {
        bulk.lock(List.of(id));
        return rows.standing(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("suggestion", id.toString()));
    }

    /**
     * Ends many that the caller holds the locks of before their time: entries, rows, steps and {@link SuggestionsEnded}.
     *
     * @param because log entries that caused it, beside the last one about each
     * @throws Refusal.Conflict if one has ended already, or cannot end so
     */
    void end(List<Standing> standing, SuggestionState end, Actor actor, String reason, List<EntryId> because) {
        if (standing.isEmpty()) {
            return;
        }
        bulk.end(standing, end);
        JsonNode payload = Json.MAPPER.createObjectNode().put("reason", reason);
        List<EntryId> entries = log.appendAll(standing.stream()
                .map(each -> entry(each, end, actor, because).withPayload(payload))
                .toList());
        List<StepRow> steps = new ArrayList<>(standing.size());
        for (int i = 0; i < standing.size(); i++) {
            Standing from = standing.get(i);
            steps.add(new StepRow(from.id().value(), end, from.revision(), reason, entries.get(i)));
        }
        rows.insertHistory(steps, actor, clock.instant());
        events.publishEvent(new SuggestionsEnded(standing.stream()
                .map(each -> new SuggestionEnded(each.id(), end, each.state(), actor, reason))
                .toList()));
    }

    private static NewEntry entry(Standing from, SuggestionState end, Actor actor, List<EntryId> because) {
        return NewEntry.of(
                        EntryType.ENDED,
                        from.id().subject(),
                        actor,
                        Map.of(
                                "state", end.name(),
                                "previous", from.state().name(),
                                "revision", String.valueOf(from.revision())))
                .after(Stream.concat(Stream.of(from.lastEntry()), because.stream())
                        .toArray(EntryId[]::new));
    }
}
