package org.countersign.workflows;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.countersign.governance.ChangeDecided;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeReturned;
import org.countersign.governance.ChangeSubmitted;
import org.countersign.operations.BulkProcesses;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What happens to policy changes, as the process engine is told of it; inside the transaction it happens in. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PolicyChangeCommands {

    private final Outbox outbox;
    private final BulkProcesses processes;

    PolicyChangeCommands(Outbox outbox, BulkProcesses processes) {
        this.outbox = outbox;
        this.processes = processes;
    }

    @EventListener
    void on(ChangeSubmitted event) {
        Map<String, Object> variables = Map.of(
                Variables.CHANGE_ID, event.id().toString(),
                Variables.CHANGE_REVISION, event.revision(),
                Variables.CHANGE_KEY, key(event.id(), event.revision()),
                Variables.EFFECTIVE_AT,
                        event.effectiveAt().truncatedTo(ChronoUnit.SECONDS).toString());
        // A revision that was sent back may be submitted once more: the id is of the submission.
        outbox.add(
                event.id().subject(),
                new Command.Message(
                        Messages.POLICY_CHANGE_SUBMITTED,
                        key(event.id(), event.revision()),
                        "submission-" + event.submission(),
                        variables));
    }

    @EventListener
    void on(ChangeReturned event) {
        processes.ended(Job.submission(event.id(), event.revision()));
        String key = key(event.id(), event.revision());
        outbox.add(
                event.id().subject(),
                new Command.Message(Messages.POLICY_CHANGE_RETURNED, key, key + "#returned", Map.of()));
    }

    @EventListener
    void on(ChangeDecided event) {
        if (!event.approved()) {
            processes.ended(Job.submission(event.id(), event.revision()));
        }
        outbox.add(
                event.id().subject(),
                new Command.Completion(event.taskKey(), Map.of(Variables.APPROVED, event.approved())));
    }

    private static String key(ChangeId id, int revision) {
        return id + "#" + revision;
    }
}
