package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanId;
import org.countersign.allocation.PlanState;
import org.countersign.allocation.PlanSummary;
import org.countersign.allocation.SlotBook;
import org.countersign.allocation.Slots;
import org.countersign.operations.Instances;
import org.countersign.operations.ProcessInstance;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewOutcome;
import org.countersign.review.ReviewView;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.RegateCause;
import org.countersign.suggestion.Regating;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Suggestions on their way through the real domain and a real engine, with nothing between the two left out. */
@ParameterizedClass
@EnumSource
@EngineTest
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class SuggestionJourneyIT {

    private static final String SHOP = "shop";
    private static final Actor PLANNER = Actor.person("paula");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // One connection for all tests on an engine: workers that come and go would leave jobs to their timeouts.
    private static @Nullable ProcessEngine connection;

    private final EngineUnderTest engine;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Regating regating;

    @Autowired
    private Endings endings;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Allocations allocations;

    @Autowired
    private Slots slots;

    @Autowired
    private Instances instances;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Outbox outbox;

    SuggestionJourneyIT(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void connect() {
        if (connection != null) {
            return;
        }
        connection = engine.connect(context);
    }

    @AfterParameterizedClassInvocation
    static void disconnect() {
        if (connection != null) {
            connection.stop();
            connection = null;
        }
    }

    @Test
    void publishesWhatIsClearWithoutAnybody() {
        SuggestionId id = receive(clear());

        awaitState(id, SuggestionState.PUBLISHED);

        assertThat(states(id))
                .containsExactly(
                        SuggestionState.RECEIVED,
                        SuggestionState.SCREENED,
                        SuggestionState.APPROVED,
                        SuggestionState.PUBLISHED);
        assertThat(instances.instancesOf(id.toString())).singleElement().matches(ProcessInstance::ended);
    }

    @Test
    void blocksWhatAPolicyBlocks() {
        SuggestionId id = receive(clear().with("/content/price/offered", "99.00"));

        awaitState(id, SuggestionState.BLOCKED);

        assertThat(instances.instancesOf(id.toString())).singleElement().matches(ProcessInstance::ended);
    }

    @Test
    void publishesWhatAPersonApproves() {
        SuggestionId id = receive(forReview());

        decide(id, Decision.APPROVE);

        awaitState(id, SuggestionState.PUBLISHED);
    }

    @Test
    void goesNoFurtherWithWhatAPersonRejects() {
        SuggestionId id = receive(forReview());

        decide(id, Decision.REJECT);

        assertThat(state(id)).isEqualTo(SuggestionState.REJECTED);
        assertThat(instances.instancesOf(id.toString())).singleElement().matches(ProcessInstance::ended);
    }

    @Test
    void publishesTheRevisionThatAPersonAskedFor() {
        Proposals proposal = forReview();
        SuggestionId id = receive(proposal);
        decide(id, Decision.REQUEST_CHANGES);

        suggestions.revise(Actor.client(SHOP), id, small(proposal));
        decide(id, Decision.APPROVE);

        awaitState(id, SuggestionState.PUBLISHED);
        assertThat(suggestions.get(id).revision()).isEqualTo(2);
        assertThat(instances.instancesOf(id.toString()))
                .as("the same process goes on")
                .hasSize(1);
    }

    @Test
    void gatesAgainInANewProcessWhatWasPublishedOnFallenGrounds() {
        SuggestionId id = receive(clear());
        awaitState(id, SuggestionState.PUBLISHED);

        regating.regate(Actor.system("policies"), id, RegateCause.POLICY_CHANGED, "The policies changed.");

        awaitState(id, SuggestionState.PUBLISHED);
        assertThat(states(id))
                .endsWith(
                        SuggestionState.RECEIVED,
                        SuggestionState.SCREENED,
                        SuggestionState.APPROVED,
                        SuggestionState.PUBLISHED);
        assertThat(instances.instancesOf(id.toString())).hasSize(2).allMatch(ProcessInstance::ended);
    }

    @Test
    void gatesAgainInTheSameProcessWhatWaitsForAPerson() {
        SuggestionId id = receive(forReview());
        awaitState(id, SuggestionState.IN_REVIEW);
        ReviewView before = reviews.of(id).getFirst();

        regating.regate(Actor.system("policies"), id, RegateCause.POLICY_CHANGED, "The policies changed.");
        decide(id, Decision.APPROVE);

        awaitState(id, SuggestionState.PUBLISHED);
        assertThat(reviews.get(before.id()).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(instances.instancesOf(id.toString())).hasSize(1);
    }

    @Test
    void startsAnotherProcessForARevisionOfWhatWasPublished() {
        Proposals proposal = clear();
        SuggestionId id = receive(proposal);
        awaitState(id, SuggestionState.PUBLISHED);

        suggestions.revise(Actor.client(SHOP), id, proposal.with("/score", 0.5).document());

        await().atMost(PATIENCE)
                .until(() -> state(id) == SuggestionState.PUBLISHED
                        && suggestions.get(id).revision() == 2);
        assertThat(instances.instancesOf(id.toString()))
                .extracting(ProcessInstance::generation)
                .containsExactly(1, 2);
    }

    @Test
    void closesTheReviewOfWhatIsWithdrawn() {
        SuggestionId id = receive(forReview());
        awaitState(id, SuggestionState.IN_REVIEW);

        endings.withdraw(Actor.client(SHOP), id, "Wrong price.");

        assertThat(reviews.of(id)).noneMatch(ReviewView::isOpen);
        assertThat(instances.instancesOf(id.toString())).singleElement().matches(ProcessInstance::ended);
        await().atMost(PATIENCE).until(() -> outbox.size() == 0);
    }

    @Test
    void reviewsEachRevisionOnItsOwn() {
        Proposals proposal = forReview();
        SuggestionId id = receive(proposal);
        awaitState(id, SuggestionState.IN_REVIEW);

        suggestions.revise(Actor.client(SHOP), id, proposal.with("/score", 0.5).document());

        await().atMost(PATIENCE)
                .until(() ->
                        state(id) == SuggestionState.IN_REVIEW && reviews.of(id).size() == 2);
        decide(id, Decision.APPROVE);
        awaitState(id, SuggestionState.PUBLISHED);
    }

    @Test
    void publishesWhatWantsASlotWhereAPlannerConfirmedIt() {
        SuggestionId id = receive(wantingASlot());
        awaitState(id, SuggestionState.APPROVED);

        PlanId plan = propose();
        allocations.confirm(plan, allocations.get(plan).version(), PLANNER, Set.of());

        awaitState(id, SuggestionState.PUBLISHED);
        assertThat(allocations.placementsOf(id)).isNotEmpty();
        assertThat(states(id)).contains(SuggestionState.SCHEDULED);
        await().atMost(PATIENCE).until(() -> outbox.size() == 0);
    }

    @Test
    void goesOnWaitingWhereAPlannerDiscardsThePlan() {
        SuggestionId id = receive(wantingASlot());
        awaitState(id, SuggestionState.APPROVED);

        PlanId discarded = propose();
        allocations.discard(discarded, allocations.get(discarded).version(), PLANNER);
        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);

        PlanId plan = propose();
        allocations.confirm(plan, allocations.get(plan).version(), PLANNER, Set.of());
        awaitState(id, SuggestionState.PUBLISHED);
    }

    /** {@code -Djourney.suggestions=10000} for the large number. */
    @Test
    void startsOneProcessForEachHoweverOftenItIsSent() {
        int many = Math.min(Integer.getInteger("journey.suggestions", 100), engine.mostInstances());
        List<JsonNode> documents = IntStream.range(0, many)
                .mapToObj(i -> (JsonNode) clear().document())
                .toList();

        List<SuggestionId> ids = suggestions.receive(SHOP, documents).stream()
                .map(SuggestionJourneyIT::id)
                .toList();
        assertThat(suggestions.receive(SHOP, documents))
                .as("sent again at once")
                .allMatch(this::isDuplicate);

        await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> suggestions.getAll(ids).values().stream()
                        .allMatch(view -> view.state() == SuggestionState.PUBLISHED));
        await().atMost(PATIENCE).until(() -> outbox.size() == 0);
        assertThat(suggestions.receive(SHOP, documents))
                .as("sent again after the processes have ended")
                .allMatch(this::isDuplicate);
        assertThat(outbox.size()).as("nothing is started for them").isZero();
        assertThat(ids)
                .allSatisfy(id -> assertThat(instances.instancesOf(id.toString()))
                        .singleElement()
                        .matches(ProcessInstance::ended));
    }

    private boolean isDuplicate(Receipt receipt) {
        return receipt.status() == Receipt.Status.DUPLICATE;
    }

    @Test
    void endsAnInstanceThatIsNotTheFirst() {
        SuggestionId id = receive(forReview());
        awaitState(id, SuggestionState.IN_REVIEW);

        try (CamundaClient client = engine.newClient()) {
            // As if the engine had forgotten the first start: without a correlation key nothing holds it back.
            client.newPublishMessageCommand()
                    .messageName(Messages.SUGGESTION_RECEIVED)
                    .correlationKey("")
                    .variables(Map.of(
                            "suggestionId",
                            id.toString(),
                            "generation",
                            1,
                            "wantsSlot",
                            false,
                            "expiresAt",
                            Instant.now().plusSeconds(3600).toString()))
                    .send()
                    .join();
        }
        decide(id, Decision.APPROVE);

        awaitState(id, SuggestionState.PUBLISHED);
        assertThat(instances.instancesOf(id.toString())).hasSize(1);
        assertThat(reviews.of(id)).hasSize(1);
    }

    private SuggestionId receive(Proposals proposal) {
        return id(suggestions.receive(SHOP, List.of(proposal.document())).getFirst());
    }

    private static SuggestionId id(Receipt receipt) {
        assertThat(receipt.status()).as(receipt.toString()).isEqualTo(Receipt.Status.ACCEPTED);
        String id = receipt.id();
        assertThat(id).isNotNull();
        return SuggestionId.of(id);
    }

    private static Proposals clear() {
        Instant now = Instant.now();
        return Proposals.offer()
                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30)))
                .without("/placement");
    }

    private static Proposals forReview() {
        return clear().with("/audience/size", 6_000);
    }

    private static Proposals wantingASlot() {
        Instant now = Instant.now();
        // A segment of its own: the weekly cap of one that had its contacts would leave nothing to plan.
        return Proposals.offer()
                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30)))
                .with("/audience/segment", "segment-" + UUID.randomUUID());
    }

    /** A fresh slot, and the plan that an instance of the allocation process makes for it. */
    private PlanId propose() {
        // At noon: at whatever hour the test runs, the slot is outside of the quiet hours.
        Instant start = Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(2))
                .plus(Duration.ofHours(12));
        SlotBook.Slot slot = new SlotBook.Slot(
                "slot-" + UUID.randomUUID(),
                "EMAIL",
                start,
                start.plus(Duration.ofHours(1)),
                null,
                BigDecimal.valueOf(100));
        List<SlotBook.Slot> book = new ArrayList<>(slots.list(null, 200).items());
        book.add(slot);
        slots.replace(PLANNER, new SlotBook(book, List.of()));
        allocations.request(PLANNER);
        return await().atMost(PATIENCE)
                .until(this::openPlan, Optional::isPresent)
                .orElseThrow();
    }

    private Optional<PlanId> openPlan() {
        return allocations.list(null, 10).items().stream()
                .filter(plan -> plan.state() == PlanState.PROPOSED)
                .map(PlanSummary::id)
                .findFirst();
    }

    private static JsonNode small(Proposals proposal) {
        return proposal.with("/audience/size", 1_000).document();
    }

    private void decide(SuggestionId id, Decision decision) {
        awaitState(id, SuggestionState.IN_REVIEW);
        ReviewView open =
                reviews.of(id).stream().filter(ReviewView::isOpen).findFirst().orElseThrow();
        ReasonCode code = decision == Decision.APPROVE ? null : ReasonCode.OTHER;
        reviews.decide(
                open.id(), new NewDecision(Actor.person("ana"), open.version(), decision, code, "Because it is so."));
    }

    private void awaitState(SuggestionId id, SuggestionState state) {
        await().atMost(PATIENCE).until(() -> state(id), state::equals);
    }

    private SuggestionState state(SuggestionId id) {
        return suggestions.get(id).state();
    }

    private List<SuggestionState> states(SuggestionId id) {
        return suggestions.get(id).history().stream()
                .map(SuggestionView.HistoryStep::state)
                .toList();
    }
}
