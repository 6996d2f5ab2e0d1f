package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.countersign.allocation.AllocationRequested;
import org.countersign.operations.FailedWork;
import org.countersign.operations.Operations;
import org.countersign.operations.StalledWork;
import org.countersign.testing.EngineTest;
import org.countersign.workflows.OutboxPoller.Round;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** From a command that is part of a transaction to one the engine has, on a real database. */
@EngineTest
class OutboxTests {

    private static final AllocationRequested REQUESTED = new AllocationRequested("r1", "ana");

    private final ScriptedEngine engine = new ScriptedEngine();

    @Autowired
    private Outbox outbox;

    @Autowired
    private OutboxSignal signal;

    @Autowired
    private Operations operations;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    private OutboxPoller poller;

    @BeforeEach
    void emptyTheOutbox() {
        jdbc.sql("delete from outbox_command").update();
        jdbc.sql("delete from stalled_work").update();
        poller = new OutboxPoller(outbox, signal, engine, operations, transaction, Clock.systemUTC());
    }

    @Test
    void commandsShareTheFateOfTheirTransaction() {
        transaction.executeWithoutResult(status -> {
            events.publishEvent(REQUESTED);
            status.setRollbackOnly();
        });
        assertThat(outbox.size()).isZero();

        transaction.executeWithoutResult(status -> events.publishEvent(REQUESTED));
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void refusesAnEventOutsideATransaction() {
        assertThatThrownBy(() -> events.publishEvent(REQUESTED)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void keepsTheOrderOfASuggestionWhileItsFirstCommandWaits() {
        Command first = add("lane", 1);
        Command second = add("lane", 2);
        Command elsewhere = add("elsewhere", 3);
        engine.answers.put(first, Status.UNAVAILABLE);

        assertThat(send()).isEqualTo(Round.SLOWED);
        assertThat(engine.sent).containsExactly(first, elsewhere);

        engine.answers.clear();
        send();
        send();
        assertThat(engine.sent).containsExactly(first, elsewhere, first, second);
    }

    @Test
    void sendsWhatAPersonDidAndWhatConcernsManyBeforeMessagesAboutSingleSuggestions() {
        Command one = message(Messages.SUGGESTION_REVISED, "suggestion:a", "1");
        Command another = message(Messages.SUGGESTION_REVISED, "suggestion:b", "2");
        Command change = message(Messages.POLICY_CHANGE_RETURNED, "policy-change:c", "3");
        Command decision = add("suggestion:d", 4);
        Command behind = add("suggestion:a", 5);

        send();
        send();

        assertThat(engine.sent).containsExactly(change, decision, one, another, behind);
    }

    @Test
    void takesWhatTheEngineHasForDone() {
        Command completion = add("a", 1);
        Command message = new Command.Message("suggestion-ended", "k", "id", Map.of());
        transaction.executeWithoutResult(status -> outbox.add("b", message));
        engine.answers.put(completion, Status.NOT_FOUND);
        engine.answers.put(message, Status.ALREADY_EXISTS);

        assertThat(send()).isEqualTo(Round.FULL);

        assertThat(outbox.size()).isZero();
        assertThat(operations.stalledCount()).isZero();
    }

    @Test
    void keepsEverythingWhileTheEngineIsBusyAndBlamesNobody() {
        Command command = add("a", 1);
        engine.answers.put(command, Status.RESOURCE_EXHAUSTED);

        assertThat(send()).isEqualTo(Round.TROUBLE);
        assertThat(send()).isEqualTo(Round.TROUBLE);

        assertThat(outbox.size()).isEqualTo(1);
        assertThat(operations.stalledCount()).isZero();
    }

    @Test
    void listsARefusedCommandAsStalledUntilItSucceeds() {
        Command command = add("suggestion:1", 1);
        engine.answers.put(command, Status.INVALID_ARGUMENT.withDescription("Nonsense."));

        send();

        assertThat(send()).as("it waits for its next attempt").isEqualTo(Round.EMPTIED);
        StalledWork stalled = operations.stalledWork(10).getFirst();
        assertThat(stalled.subject()).isEqualTo("suggestion:1");
        assertThat(stalled.reason()).isEqualTo("INVALID_ARGUMENT: Nonsense.");

        engine.answers.clear();
        operations.retry(stalled.key());
        send();

        assertThat(engine.sent).containsExactly(command, command);
        assertThat(outbox.size()).isZero();
        assertThat(operations.stalledCount()).isZero();
    }

    @Test
    void hasAHeldJobGivenOutAgain() {
        transaction.executeWithoutResult(status -> operations.stalled(
                new FailedWork("job:99", "suggestion.screen", "suggestion:1", "why"), attempts -> Duration.ofHours(1)));
        operations.retry("job:99");
        Command reactivation = new Command.Reactivation(99);
        engine.answers.put(reactivation, Status.FAILED_PRECONDITION);

        send();

        assertThat(engine.sent).containsExactly(reactivation);
        assertThat(outbox.size()).as("a job that is not held comes by itself").isZero();
    }

    @Test
    void hasAtMostSixteenCommandsInFlight() {
        IntStream.range(0, 200).forEach(i -> add("lane-" + i, i));
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        OutboxPoller counting = new OutboxPoller(
                outbox,
                signal,
                command -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    return new CompletableFuture<>() {
                        @Override
                        public Object get() {
                            inFlight.decrementAndGet();
                            return command;
                        }
                    };
                },
                operations,
                transaction,
                Clock.systemUTC());

        while (transaction.execute(status -> counting.sendBatch()) == Round.FULL) {
            assertThat(inFlight).as("answers are waited for before the commit").hasValue(0);
        }

        assertThat(most).hasValue(OutboxPoller.IN_FLIGHT);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void sharesTheWorkWithAnotherApplication() {
        List<Command> commands = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> commands.add(add("lane-" + i, i)));
        OutboxPoller other = new OutboxPoller(outbox, signal, engine, operations, transaction, Clock.systemUTC());

        transaction.executeWithoutResult(status -> {
            poller.sendBatch();
            TransactionTemplate separate = new TransactionTemplate(transactions);
            separate.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
            separate.executeWithoutResult(inner -> other.sendBatch());
        });

        assertThat(engine.sent).containsExactlyInAnyOrderElementsOf(commands);
    }

    private Command add(String lane, long jobKey) {
        Command command = new Command.Completion(jobKey, Map.of());
        transaction.executeWithoutResult(status -> outbox.add(lane, command));
        return command;
    }

    private Command message(String name, String lane, String id) {
        Command command = new Command.Message(name, "key", id, Map.of());
        transaction.executeWithoutResult(status -> outbox.add(lane, command));
        return command;
    }

    private Round send() {
        return transaction.execute(status -> poller.sendBatch());
    }
}
