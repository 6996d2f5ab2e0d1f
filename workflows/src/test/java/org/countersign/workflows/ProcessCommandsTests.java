package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.allocation.AllocationRequested;
import org.countersign.allocation.PlanConfirmed;
import org.countersign.allocation.PlanDiscarded;
import org.countersign.allocation.PlanId;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.review.ReviewDecided;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewOutcome;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionReceived;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionsEnded;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What each event of the domain has the engine told, on a real database. */
@EngineTest
class ProcessCommandsTests {

    private static final Instant END = Instant.parse("2030-01-01T00:00:00.123Z");

    private final SuggestionId suggestion = SuggestionId.next();
    private final ScriptedEngine engine = new ScriptedEngine();

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
    private JdbcClient jdbc;

    private OutboxPoller poller;

    @BeforeEach
    void emptyTheOutbox() {
        jdbc.sql("delete from outbox_command").update();
        poller = new OutboxPoller(outbox, signal, engine, operations, transaction, Clock.systemUTC());
    }

    @Test
    void endsAnInstanceThatWasGivenUpBeforeItAsksForAnother() {
        SuggestionId id = desk.receive(Desk.unmeasurable());
        send();
        instances.register(id.toString(), 1, 4711, 3);
        engine.sent.clear();

        instances.restart(Actor.person("admin1"), id.toString(), "It does not move.");
        engine.answers.put(new Command.Cancellation(4711), Status.NOT_FOUND);
        send();
        send();

        assertThat(engine.sent).hasSize(2);
        assertThat(engine.sent.getFirst()).isEqualTo(new Command.Cancellation(4711));
        assertThat(engine.sent.get(1)).isInstanceOfSatisfying(Command.Message.class, message -> {
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

        assertThat(engine.sent)
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

        assertThat(engine.sent)
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

        assertThat(engine.sent)
                .containsExactly(new Command.Message(
                        "suggestion-ended", suggestion.toString(), suggestion + "#ended", Map.of()));
    }

    @Test
    void ofManyThatEndTogetherTellsThoseThatAProcessRunsFor() {
        SuggestionId waiting = SuggestionId.next();
        SuggestionId published = SuggestionId.next();
        List.of(suggestion, waiting, published).forEach(id -> instances.expect(id.toString(), 1));

        publish(new SuggestionsEnded(List.of(
                ended(suggestion, SuggestionState.RECEIVED),
                ended(SuggestionId.next(), SuggestionState.SCREENED),
                ended(published, SuggestionState.PUBLISHED),
                ended(waiting, SuggestionState.APPROVED))));
        send();

        assertThat(engine.sent)
                .extracting(command -> ((Command.Message) command).id())
                .containsExactlyInAnyOrder(suggestion + "#ended", waiting + "#ended");
        assertThat(instances.runningAmong(List.of(suggestion.toString(), waiting.toString(), published.toString())))
                .isEmpty();
    }

    @Test
    void tellsADecision() {
        publish(new ReviewDecided(ReviewId.next(), suggestion, 42, ReviewOutcome.CHANGES_REQUESTED));
        assertThat(outbox.completes(42)).isTrue();
        assertThat(outbox.completes(43)).isFalse();

        send();

        assertThat(engine.sent).containsExactly(new Command.Completion(42, Map.of("decision", "CHANGES_REQUESTED")));
        assertThat(outbox.completes(42)).isFalse();
    }

    @Test
    void movesEachSuggestionOfAConfirmedPlanAndAnswersThePlannersTask() {
        PlanId plan = PlanId.next();
        SuggestionId other = SuggestionId.next();
        publish(new PlanConfirmed(plan, 7, List.of(suggestion, other)));

        send();

        assertThat(engine.sent)
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

        assertThat(engine.sent).containsExactly(new Command.Completion(8, Map.of("confirmed", false)));
    }

    @Test
    void passesOnAPlannersRequest() {
        publish(new AllocationRequested("r1", "ana"));

        send();

        assertThat(engine.sent)
                .containsExactly(new Command.Message("allocation-requested", "", "r1", Map.of("requestId", "r1")));
    }

    private void publish(Object event) {
        transaction.executeWithoutResult(status -> events.publishEvent(event));
    }

    private void expectInstance() {
        instances.expect(suggestion.toString(), 1);
    }

    private void send() {
        transaction.executeWithoutResult(status -> poller.sendBatch());
    }

    private SuggestionReceived received(int generation) {
        return new SuggestionReceived(suggestion, generation, true, END);
    }

    private SuggestionsEnded ended(SuggestionState previous) {
        return new SuggestionsEnded(List.of(ended(suggestion, previous)));
    }

    private static SuggestionEnded ended(SuggestionId id, SuggestionState previous) {
        return new SuggestionEnded(id, SuggestionState.WITHDRAWN, previous, Actor.client("shop"), "Wrong price.");
    }
}
