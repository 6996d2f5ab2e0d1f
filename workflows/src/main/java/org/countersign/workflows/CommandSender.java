package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.FinalCommandStep;
import java.time.Duration;
import java.util.concurrent.Future;

/** Puts commands into the engine's words. */
class CommandSender {

    /** As long as the engine keeps a message that nobody waits for yet, and drops others of its id. */
    static final Duration TIME_TO_LIVE = Duration.ofHours(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CamundaClient client;

    CommandSender(CamundaClient client) {
        this.client = client;
    }

    /** Sends a command without waiting for the answer. */
    Future<?> send(Command command) {
        return step(command).requestTimeout(TIMEOUT).send();
    }

    private FinalCommandStep<?> step(Command command) {
        return switch (command) {
            case Command.Message message ->
                client.newPublishMessageCommand()
                        .messageName(message.name())
                        .correlationKey(message.correlationKey())
                        .messageId(message.id())
                        .timeToLive(TIME_TO_LIVE)
                        .variables(message.variables());
            case Command.Completion completion ->
                client.newCompleteCommand(completion.jobKey()).variables(completion.variables());
            case Command.Reactivation reactivation ->
                client.newUpdateTimeoutCommand(reactivation.jobKey()).timeout(AT_ONCE);
            case Command.Cancellation cancellation -> client.newCancelInstanceCommand(cancellation.instanceKey());
        };
    }
}
