package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.allocation.PlanningDesk.offer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanView.Placement;
import org.countersign.allocation.PlanView.PlacementState;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** The word on a plan, and what had changed by then. */
@EngineTest
@RecordApplicationEvents
@TestPropertySource(properties = "countersign.allocation.time-limit=PT4S")
class ConfirmingTests {

    private static final Actor SYSTEM = Actor.system("test");
    private static final Actor PLANNER = Actor.person("planner1");

    @Autowired
    private Allocations allocations;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcTemplate sql;

    @Autowired
    private ApplicationEvents events;

    private PlanningDesk desk;

    @BeforeEach
    void startWithoutSlotsAndWithNobodyWaiting(@Autowired ApplicationContext context) {
        desk = PlanningDesk.cleared(context);
    }

    @Test
    void confirmingSchedulesEverybodyAndTellsTheProcess() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        SuggestionId offer = desk.approved(offer("offer", "900.00"));
        PlanView plan = desk.propose();
        allocations.awaitConfirmation(plan.id(), 4711);

        // The planner had it open before the process came to wait.
        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        assertThat(desk.stateOf(offer)).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(allocations.placementsOf(offer))
                .containsExactly(new SlotPlacement(
                        plan.id(),
                        offer,
                        "tue-mail",
                        "EMAIL",
                        desk.tuesday(),
                        desk.tuesday().plus(Duration.ofHours(1)),
                        "It is the only slot it may take."));
        assertThat(events.stream(PlanConfirmed.class))
                .containsExactly(new PlanConfirmed(plan.id(), 4711, List.of(offer)));
        assertThat(log.about("plan:" + plan.id()))
                .extracting(LogEntry::type)
                .containsExactly(EntryType.PLAN_PROPOSED, EntryType.PLAN_CONFIRMED);
        assertThat(allocations.get(plan.id()).decidedBy()).isEqualTo("planner1");
    }

    @Test
    void dropsWhatChangedMeanwhileAndShowsIt() {
        desk.book(new SlotBooks()
                .slot("tue-mail", "EMAIL", desk.tuesday(), 9)
                .slot("wed-mail", "EMAIL", desk.tuesday().plus(Duration.ofDays(1)), 3));
        SuggestionId withdrawn = desk.approved(offer("withdrawn", "900.00"));
        SuggestionId stays = desk.approved(offer("stays", "800.00"));
        SuggestionId revised = desk.approved(offer("revised", "700.00"));
        SuggestionId tooMany = desk.approved(offer("tooMany", "600.00"));
        PlanView plan = desk.propose();
        endings.withdraw(SYSTEM, withdrawn, "Out of stock.");
        suggestions.revise(
                SYSTEM,
                revised,
                offer("revised", "1.00")
                        .externalId(suggestions.get(revised).externalId())
                        .document());
        desk.book(new SlotBooks()
                .slot("tue-mail", "EMAIL", desk.tuesday(), 3)
                .slot("wed-mail", "EMAIL", desk.tuesday().plus(Duration.ofDays(1)), 0));

        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        Map<SuggestionId, Placement> places = allocations.get(plan.id()).placements().stream()
                .collect(Collectors.toMap(Placement::suggestion, place -> place));
        assertThat(places.get(withdrawn)).extracting(Placement::note).isEqualTo("It is WITHDRAWN by now.");
        assertThat(places.get(revised)).extracting(Placement::note).isEqualTo("It is RECEIVED by now.");
        assertThat(places.values())
                .filteredOn(place -> place.state() == PlacementState.CONFIRMED)
                .hasSizeLessThan(2);
        assertThat(List.of(desk.stateOf(stays), desk.stateOf(tooMany))).contains(SuggestionState.APPROVED);
        assertThat(places.get(tooMany)).extracting(Placement::note).asString().contains("The slot's capacity is");
    }

    @Test
    void leavesOutWhomThePlannerExcludes() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        SuggestionId in = desk.approved(offer("in", "900.00"));
        SuggestionId out = desk.approved(offer("out", "800.00"));
        PlanView plan = desk.propose();

        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of(out));

        assertThat(desk.stateOf(in)).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(desk.stateOf(out)).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(plan.id()).placements())
                .filteredOn(place -> place.suggestion().equals(out))
                .extracting(Placement::state)
                .containsExactly(PlacementState.EXCLUDED);
    }

    @Test
    void secondPlannerIsTold() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        desk.approved(offer("offer", "900.00"));
        PlanView seen = desk.propose();
        allocations.confirm(seen.id(), seen.version(), PLANNER, Set.of());

        assertThatThrownBy(() -> allocations.discard(seen.id(), seen.version(), Actor.person("planner2")))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("is CONFIRMED since")
                .hasMessageContaining("by planner1");
    }

    @Test
    void discardingLeavesEverybodyWaiting() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        SuggestionId offer = desk.approved(offer("offer", "900.00"));
        PlanView plan = desk.propose();

        allocations.discard(plan.id(), plan.version(), PLANNER);

        assertThat(desk.stateOf(offer)).isEqualTo(SuggestionState.APPROVED);
        assertThat(events.stream(PlanDiscarded.class)).containsExactly(new PlanDiscarded(plan.id(), 0));
        assertThat(allocations.propose("again")).isPresent();
    }

    @Test
    void processThatComesLateHearsTheDecision() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        desk.approved(offer("offer", "900.00"));
        PlanView plan = desk.propose();
        allocations.discard(plan.id(), plan.version(), PLANNER);

        allocations.awaitConfirmation(plan.id(), 99);

        assertThat(events.stream(PlanDiscarded.class)).contains(new PlanDiscarded(plan.id(), 99));
    }

    @Test
    void confirmedPlacesCountInLaterPlansUntilTheyAreGivenBack() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 3));
        SuggestionId first = desk.approved(offer("first", "10.00"));
        PlanView plan = desk.propose();
        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());
        desk.approved(offer("second", "900.00"));

        assertThat(allocations.propose("full")).isEmpty();

        endings.withdraw(SYSTEM, first, "Out of stock.");

        assertThat(allocations.placementsOf(first)).isEmpty();
        assertThat(desk.propose().placements()).hasSize(1);
    }

    @Test
    void recallGivesBackThePlacesOfEveryOfferOfTheModel() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 9));
        List<SuggestionId> recalled = List.of(
                desk.approved(offer("one", "30.00").model("recalled-places", "1")),
                desk.approved(offer("two", "20.00").model("recalled-places", "1")));
        SuggestionId other = desk.approved(offer("other", "10.00"));
        PlanView plan = desk.propose();
        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());
        assertThat(recalled)
                .allSatisfy(offer -> assertThat(allocations.placementsOf(offer)).hasSize(1));

        endings.recall(PLANNER, null, "recalled-places", "1", "Drift.");

        assertThat(recalled).allSatisfy(offer -> {
            assertThat(desk.stateOf(offer)).isEqualTo(SuggestionState.WITHDRAWN);
            assertThat(allocations.placementsOf(offer)).isEmpty();
        });
        assertThat(allocations.placementsOf(other)).hasSize(1);
    }

    @Test
    void confirmingChecksCapsThatOtherPlansUsedUpMeanwhile() {
        SlotBooks week = new SlotBooks();
        for (int i = 0; i < 4; i++) {
            week.slot("slot-" + i, "EMAIL", desk.tuesday().plus(Duration.ofHours(2L * i)), 100);
        }
        desk.book(week);
        String segment = "segment-" + UUID.randomUUID();
        desk.approved(offer("before", "10.00").with("/audience/segment", segment));
        PlanView first = desk.propose();
        allocations.confirm(first.id(), first.version(), PLANNER, Set.of());
        sql.update(
                "update slot_placement set state = 'RELEASED' where plan = ?",
                first.id().value());
        SuggestionId dear = desk.approved(offer("dear", "30.00").with("/audience/segment", segment));
        SuggestionId cheap = desk.approved(offer("cheap", "20.00").with("/audience/segment", segment));
        PlanView second = desk.propose();
        assertThat(second.placements()).hasSize(2);
        sql.update(
                "update slot_placement set state = 'CONFIRMED' where plan = ?",
                first.id().value());

        allocations.confirm(second.id(), second.version(), PLANNER, Set.of());

        assertThat(desk.stateOf(dear)).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(desk.stateOf(cheap)).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(second.id()).placements())
                .filteredOn(place -> place.suggestion().equals(cheap))
                .singleElement()
                .satisfies(place -> {
                    assertThat(place.state()).isEqualTo(PlacementState.DROPPED);
                    assertThat(place.note()).contains("reached its weekly cap (2 of 2 placements, 1 by earlier plans)");
                });
    }

    @Test
    void confirmingDropsWhatMayNoLongerTakeItsSlot() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 3));
        SuggestionId offer = desk.approved(offer("offer", "100.00"));
        PlanView plan = desk.propose();
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 3, "FR"));

        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        assertThat(desk.stateOf(offer)).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(plan.id()).placements()).singleElement().satisfies(place -> {
            assertThat(place.state()).isEqualTo(PlacementState.DROPPED);
            assertThat(place.note()).isEqualTo("The slot is for another market by now.");
        });
    }
}
