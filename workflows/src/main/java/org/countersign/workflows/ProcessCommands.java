package org.countersign.workflows;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.allocation.AllocationRequested;
import org.countersign.allocation.PlanConfirmed;
import org.countersign.allocation.PlanDiscarded;
import org.countersign.allocation.PlanId;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.operations.RestartRequested;
import org.countersign.review.ReviewDecided;
import org.countersign.review.ReviewOutcome;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionReceived;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.suggestion.SuggestionsEnded;
import org.countersign.suggestion.SuggestionsReceived;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the domain's events mean for the process engine. Listens inside the transaction of the event, so that the command
 * is as certain as what caused it; commands about one suggestion keep their order.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ProcessCommands {

    private final Outbox outbox;
    private final Operations operations;
    private final Instances instances;
    private final BulkProcesses processes;
    private final Suggestions suggestions;

    ProcessCommands(
            Outbox outbox,
            Operations operations,
            Instances instances,
            BulkProcesses processes,
            Suggestions suggestions) {
        this.outbox = outbox;
        this.operations = operations;
        this.instances = instances;
        this.processes = processes;
        this.suggestions = suggestions;
    }

    @EventListener
    void on(SuggestionReceived event) {
        on(new SuggestionsReceived(List.of(event)));
    }

    @EventListener
    void on(SuggestionsReceived event) {
        Set<String> fresh = instances.expectAll(event.suggestions().stream()
                .collect(Collectors.toMap(each -> each.id().toString(), SuggestionReceived::generation)));
        outbox.addAll(event.suggestions().stream()
                .filter(each -> fresh.contains(each.id().toString()))
                .map(each -> start(each.id(), each.generation(), each.wantsSlot(), each.expiresAt()))
                .toList());
    }

    /**
     * Gives suggestions that were gated in a batch a process of their own, since they wait for something: a person, a
     * slot, a time. Those that have one, or need none any more, are left alone.
     */
    void startOwn(Collection<SuggestionView> views) {
        on(new SuggestionsReceived(views.stream()
                .filter(view -> !view.state().hasNoProcess())
                .map(view -> new SuggestionReceived(
                        view.id(),
                        view.generation(),
                        view.proposal() != null && view.proposal().wantsSlot(),
                        view.expiresAt()))
                .toList()));
    }

    private boolean isRunning(SuggestionId id) {
        return !instances.runningAmong(List.of(id.toString())).isEmpty();
    }

    /** Asks for the process instance of a suggestion once more. */
    void start(SuggestionView suggestion) {
        outbox.addAll(List.of(
                start(suggestion.id(), suggestion.generation(), wantsSlot(suggestion), suggestion.expiresAt())));
    }

    /** An operator gave an instance up: it is ended, then another one is started under a message id of its own. */
    @EventListener
    void on(RestartRequested event) {
        SuggestionView suggestion = suggestions.get(SuggestionId.of(event.suggestionId()));
        String lane = suggestion.id().subject();
        if (event.instanceKey() != 0) {
            outbox.add(lane, new Command.Cancellation(event.instanceKey()));
        }
        outbox.addAll(List.of(start(
                suggestion.id(),
                suggestion.id() + "#restart-" + event.entry(),
                event.generation(),
                wantsSlot(suggestion),
                suggestion.expiresAt())));
    }

    private static boolean wantsSlot(SuggestionView suggestion) {
        return suggestion.proposal() != null && suggestion.proposal().wantsSlot();
    }

    private static Outbox.Addressed start(SuggestionId id, int generation, boolean wantsSlot, Instant expiresAt) {
        String messageId = generation == 1 ? id.toString() : id + "#" + generation;
        return start(id, messageId, generation, wantsSlot, expiresAt);
    }

    private static Outbox.Addressed start(
            SuggestionId id, String messageId, int generation, boolean wantsSlot, Instant expiresAt) {
        Map<String, Object> variables = Map.of(
                Variables.SUGGESTION_ID,
                id.toString(),
                Variables.GENERATION,
                generation,
                Variables.WANTS_SLOT,
                wantsSlot,
                Variables.EXPIRES_AT,
                dueTime(expiresAt));
        return new Outbox.Addressed(
                id.subject(), new Command.Message(Messages.SUGGESTION_RECEIVED, id.toString(), messageId, variables));
    }

    @EventListener
    void on(SuggestionRevised event) {
        operations.overtaken(event.id().subject());
        // Where no process runs, SuggestionReceived comes as well and starts a new instance.
        if (event.processRunning()) {
            sendBack(event.id(), "revision-" + event.revision(), event.wantsSlot(), event.expiresAt());
        }
    }

    @EventListener
    void on(SuggestionRegated event) {
        operations.overtaken(event.id().subject());
        if (event.processRunning()) {
            sendBack(event.id(), "regated-" + event.entry(), event.wantsSlot(), event.expiresAt());
        }
    }

    private void sendBack(SuggestionId id, String occasion, boolean wantsSlot, Instant expiresAt) {
        if (!isRunning(id)) {
            // Gated in a batch, without a process of its own: now it needs one.
            startOwn(List.of(suggestions.get(id)));
            return;
        }
        Map<String, Object> variables =
                Map.of(Variables.WANTS_SLOT, wantsSlot, Variables.EXPIRES_AT, dueTime(expiresAt));
        outbox.add(
                id.subject(),
                new Command.Message(Messages.SUGGESTION_REVISED, id.toString(), id + "#" + occasion, variables));
    }

    @EventListener
    void on(SuggestionsEnded event) {
        List<String> ids = event.ids().stream().map(SuggestionId::toString).toList();
        Set<String> running = instances.runningAmong(ids);
        instances.endedAll(ids);
        outbox.addAll(event.suggestions().stream()
                .filter(each -> running.contains(each.id().toString())
                        && !each.previous().hasNoProcess())
                .map(each -> end(each.id()))
                .toList());
    }

    private static Outbox.Addressed end(SuggestionId id) {
        return new Outbox.Addressed(
                id.subject(), new Command.Message(Messages.SUGGESTION_ENDED, id.toString(), id + "#ended", Map.of()));
    }

    @EventListener
    void on(ReviewDecided event) {
        if (event.outcome() == ReviewOutcome.REJECTED) {
            instances.ended(event.suggestion().toString());
        }
        if (event.taskKey() == 0) {
            // A member of a group, decided alone: no process waits for it. A revision would start one.
            if (event.outcome() == ReviewOutcome.APPROVED) {
                startOwn(List.of(suggestions.get(event.suggestion())));
            }
            return;
        }
        outbox.add(
                event.suggestion().subject(),
                new Command.Completion(
                        event.taskKey(),
                        Map.of(Variables.DECISION, event.outcome().name())));
    }

    @EventListener
    void on(PlanConfirmed event) {
        for (SuggestionId suggestion : event.scheduled()) {
            String messageId = suggestion + "#" + event.plan();
            outbox.add(
                    suggestion.subject(),
                    new Command.Message(Messages.SUGGESTION_SCHEDULED, suggestion.toString(), messageId, Map.of()));
        }
        answer(event.plan(), event.taskKey(), true);
    }

    @EventListener
    void on(PlanDiscarded event) {
        answer(event.plan(), event.taskKey(), false);
    }

    private void answer(PlanId plan, long taskKey, boolean confirmed) {
        processes.ended(plan.value());
        // 0: the planner was faster than the user task; it learns the answer when it comes.
        if (taskKey != 0) {
            outbox.add("plan:" + plan, new Command.Completion(taskKey, Map.of(Variables.CONFIRMED, confirmed)));
        }
    }

    @EventListener
    void on(AllocationRequested event) {
        // No correlation key: a plan that waits for its confirmation must not hold back the next one.
        outbox.add(
                "allocation:" + event.requestId(),
                new Command.Message(
                        Messages.ALLOCATION_REQUESTED,
                        "",
                        event.requestId(),
                        Map.of(Variables.REQUEST_ID, event.requestId())));
    }

    private static String dueTime(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
