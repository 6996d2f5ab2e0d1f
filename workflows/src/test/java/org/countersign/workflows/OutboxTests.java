package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.countersign.allocation.AllocationRequested;
import org.countersign.allocation.PlanConfirmed;
import org.countersign.allocation.PlanDiscarded;
import org.countersign.allocation.PlanId;
import org.countersign.operations.FailedWork;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.operations.StalledWork;
import org.countersign.review.ReviewDecided;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewOutcome;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionReceived;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.Desk;
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

/** From a domain event to a command the engine has, on a real database; the engine's answers are made up. */
@EngineTest
class OutboxTests {

    private static final Instant END = Instant.parse("2030-01-01T00:00:00.123Z");

    private final SuggestionId suggestion = SuggestionId.next();
    private final List<Command> sent = new CopyOnWriteArrayList<>();
    private final Map<Command, Status> answers = new HashMap<>();

    @Autowired
    private Outbox outbox;

    @Autowired
    private OutboxSignal signal;

    @Autowired
    private Operations operations;

    @Autowired
    private Instances instances;

    @Autowired
    private Desk desk;

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
        poller = new OutboxPoller(outbox, signal, this::answer, operations, transaction, Clock.systemUTC());
    }

    @Test
    void commandsShareTheFateOfTheirTransaction() {
        transaction.executeWithoutResult(status -> {
            events.publishEvent(received(1));
            status.setRollbackOnly();
        });
        assertThat(outbox.size()).isZero();

        publish(received(1));
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void refusesAnEventOutsideATransaction() {
        assertThatThrownBy(() -> events.publishEvent(received(1))).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void endsAnInstanceThatWasGivenUpBeforeItAsksForAnother() {
        SuggestionId id = desk.receive(Desk.unmeasurable());
        send();
        instances.register(id.toString(), 1, 4711, 3);
        sent.clear();

        instances.restart(Actor.person("admin1"), id.toString(), "It does not move.");
        answers.put(new Command.Cancellation(4711), Status.NOT_FOUND);
        send();
        send();

        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst()).isEqualTo(new Command.Cancellation(4711));
        assertThat(sent.get(1)).isInstanceOfSatisfying(Command.Message.class, message -> {
            assertThat(message.name()).isEqualTo("suggestion-received");
            assertThat(message.id()).startsWith(id + "#restart-");
        });
        assertThat(outbox.size()).isZero();
    }

    @Test
    void asksForAnInstancePerGenerationAndNeverTwiceForOne() {
        publish(received(1));
        publish(received(2));

        send();
        send();

        assertThat(sent)
                .containsExactly(
                        new Command.Message(
                                "suggestion-received",
                                suggestion.toString(),
                                suggestion.toString(),
                                Map.of(
                                        "suggestionId",
                                        suggestion.toString(),
                                        "generation",
                                        1,
                                        "wantsSlot",
                                        true,
                                        "expiresAt",
                                        "2030-01-01T00:00:00Z")),
                        new Command.Message(
                                "suggestion-received",
                                suggestion.toString(),
                                suggestion + "#2",
                                Map.of(
                                        "suggestionId",
                                        suggestion.toString(),
                                        "generation",
                                        2,
                                        "wantsSlot",
                                        true,
                                        "expiresAt",
                                        "2030-01-01T00:00:00Z")));
        assertThat(outbox.size()).isZero();
    }

    @Test
    void leadsARunningProcessBackToScreening() {
        expectInstance();
        publish(new SuggestionRevised(suggestion, 2, true, false, END));
        publish(new SuggestionRevised(suggestion, 3, false, false, END));

        send();

        assertThat(sent)
                .containsExactly(new Command.Message(
                        "suggestion-revised",
                        suggestion.toString(),
                        suggestion + "#revision-2",
                        Map.of("wantsSlot", false, "expiresAt", "2030-01-01T00:00:00Z")));
    }

    @Test
    void endsAProcessOnlyWhereOneRuns() {
        publish(ended(SuggestionState.PUBLISHED));
        // Gated in a batch: it never had a process of its own.
        publish(ended(SuggestionState.IN_REVIEW));
        expectInstance();
        publish(ended(SuggestionState.IN_REVIEW));

        send();

        assertThat(sent)
                .containsExactly(new Command.Message(
                        "suggestion-ended", suggestion.toString(), suggestion + "#ended", Map.of()));
    }

    @Test
    void tellsADecision() {
        publish(new ReviewDecided(ReviewId.next(), suggestion, 42, ReviewOutcome.CHANGES_REQUESTED));
        assertThat(outbox.completes(42)).isTrue();
        assertThat(outbox.completes(43)).isFalse();

        send();

        assertThat(sent).containsExactly(new Command.Completion(42, Map.of("decision", "CHANGES_REQUESTED")));
        assertThat(outbox.completes(42)).isFalse();
    }

    @Test
    void movesEachSuggestionOfAConfirmedPlanAndAnswersThePlannersTask() {
        PlanId plan = PlanId.next();
        SuggestionId other = SuggestionId.next();
        publish(new PlanConfirmed(plan, 7, List.of(suggestion, other)));

        send();

        assertThat(sent)
                .containsExactly(
                        new Command.Completion(7, Map.of("confirmed", true)),
                        new Command.Message(
                                "suggestion-scheduled", suggestion.toString(), suggestion + "#" + plan, Map.of()),
                        new Command.Message("suggestion-scheduled", other.toString(), other + "#" + plan, Map.of()));
    }

    @Test
    void answersNoTaskForAPlanThatHasNone() {
        publish(new PlanConfirmed(PlanId.next(), 0, List.of()));
        publish(new PlanDiscarded(PlanId.next(), 8));

        send();

        assertThat(sent).containsExactly(new Command.Completion(8, Map.of("confirmed", false)));
    }

    @Test
    void passesOnAPlannersRequest() {
        publish(new AllocationRequested("r1", "ana"));

        send();

        assertThat(sent)
                .containsExactly(new Command.Message("allocation-requested", "", "r1", Map.of("requestId", "r1")));
    }

    @Test
    void keepsTheOrderOfASuggestionWhileItsFirstCommandWaits() {
        Command first = add("lane", 1);
        Command second = add("lane", 2);
        Command elsewhere = add("elsewhere", 3);
        answers.put(first, Status.UNAVAILABLE);

        assertThat(send()).isEqualTo(Round.SLOWED);
        assertThat(sent).containsExactly(first, elsewhere);

        answers.clear();
        send();
        send();
        assertThat(sent).containsExactly(first, elsewhere, first, second);
    }

    @Test
    void sendsWhatAPersonDidAndWhatConcernsManyBeforeMessagesAboutSingleSuggestions() {
        Command one = message("suggestion:a", "1");
        Command another = message("suggestion:b", "2");
        Command change = message("policy-change:c", "3");
        Command decision = add("suggestion:d", 4);
        Command behind = add("suggestion:a", 5);

        send();
        send();

        assertThat(sent).containsExactly(change, decision, one, another, behind);
    }

    @Test
    void takesWhatTheEngineHasForDone() {
        Command completion = add("a", 1);
        Command message = new Command.Message("suggestion-ended", "k", "id", Map.of());
        transaction.executeWithoutResult(status -> outbox.add("b", message));
        answers.put(completion, Status.NOT_FOUND);
        answers.put(message, Status.ALREADY_EXISTS);

        assertThat(send()).isEqualTo(Round.FULL);

        assertThat(outbox.size()).isZero();
        assertThat(operations.stalledCount()).isZero();
    }

    @Test
    void keepsEverythingWhileTheEngineIsBusyAndBlamesNobody() {
        Command command = add("a", 1);
        answers.put(command, Status.RESOURCE_EXHAUSTED);

        assertThat(send()).isEqualTo(Round.TROUBLE);
        assertThat(send()).isEqualTo(Round.TROUBLE);

        assertThat(outbox.size()).isEqualTo(1);
        assertThat(operations.stalledCount()).isZero();
    }

    @Test
    void listsARefusedCommandAsStalledUntilItSucceeds() {
        Command command = add("suggestion:1", 1);
        answers.put(command, Status.INVALID_ARGUMENT.withDescription("Nonsense."));

        send();

        assertThat(send()).as("it waits for its next attempt").isEqualTo(Round.EMPTIED);
        StalledWork stalled = operations.stalledWork(10).getFirst();
        assertThat(stalled.subject()).isEqualTo("suggestion:1");
        assertThat(stalled.reason()).isEqualTo("INVALID_ARGUMENT: Nonsense.");

        answers.clear();
        operations.retry(stalled.key());
        send();

        assertThat(sent).containsExactly(command, command);
        assertThat(outbox.size()).isZero();
        assertThat(operations.stalledCount()).isZero();
    }

    @Test
    void hasAHeldJobGivenOutAgain() {
        transaction.executeWithoutResult(status -> operations.stalled(
                new FailedWork("job:99", "suggestion.screen", "suggestion:1", "why"), attempts -> Duration.ofHours(1)));
        operations.retry("job:99");
        Command reactivation = new Command.Reactivation(99);
        answers.put(reactivation, Status.FAILED_PRECONDITION);

        send();

        assertThat(sent).containsExactly(reactivation);
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
        OutboxPoller other = new OutboxPoller(outbox, signal, this::answer, operations, transaction, Clock.systemUTC());

        transaction.executeWithoutResult(status -> {
            poller.sendBatch();
            TransactionTemplate separate = new TransactionTemplate(transactions);
            separate.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
            separate.executeWithoutResult(inner -> other.sendBatch());
        });

        assertThat(sent).containsExactlyInAnyOrderElementsOf(commands);
    }

    private Command add(String lane, long jobKey) {
        Command command = new Command.Completion(jobKey, Map.of());
        transaction.executeWithoutResult(status -> outbox.add(lane, command));
        return command;
    }

    private Command message(String lane, String id) {
        Command command = new Command.Message("suggestion-revised", "key", id, Map.of());
        transaction.executeWithoutResult(status -> outbox.add(lane, command));
        return command;
    }

    private void publish(Object event) {
        transaction.executeWithoutResult(status -> events.publishEvent(event));
    }

    private void expectInstance() {
        instances.expect(suggestion.toString(), 1);
    }

    private Round send() {
        return transaction.execute(status -> poller.sendBatch());
    }

    private Future<?> answer(Command command) {
        sent.add(command);
        Status answer = answers.get(command);
        return answer == null
                ? CompletableFuture.completedFuture(command)
                : CompletableFuture.failedFuture(answer.asRuntimeException());
    }

    private SuggestionReceived received(int generation) {
        return new SuggestionReceived(suggestion, generation, true, END);
    }

    private SuggestionEnded ended(SuggestionState previous) {
        return new SuggestionEnded(
                suggestion, SuggestionState.WITHDRAWN, previous, Actor.client("shop"), "Wrong price.");
    }
}
