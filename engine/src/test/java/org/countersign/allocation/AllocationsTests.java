package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.allocation.PlanView.Placement;
import org.countersign.allocation.PlanView.PlacementState;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Clearance;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** From approved suggestions and a book of slots to confirmed places. */
@EngineTest
@RecordApplicationEvents
@TestPropertySource(properties = "countersign.allocation.time-limit=PT4S")
class AllocationsTests {

    private static final Actor SYSTEM = Actor.system("test");
    private static final Actor PLANNER = Actor.person("planner1");

    // Tuesday of the week after next, at eight: all slots of a test lie in one week unless it says otherwise.
    private final Instant tuesday = Instant.now()
            .atZone(ZoneOffset.UTC)
            .plusWeeks(1)
            .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
            .truncatedTo(ChronoUnit.DAYS)
            .plusHours(8)
            .toInstant();

    @Autowired
    private Allocations allocations;

    @Autowired
    private Slots slots;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private AuditEntries log;

    @Autowired
    private Clearance clearance;

    @Autowired
    private JdbcTemplate sql;

    @Autowired
    private ApplicationEvents events;

    @BeforeEach
    void startWithoutSlotsAndWithNobodyWaiting() {
        sql.execute("delete from slot_placement");
        sql.execute("delete from slot_plan_version");
        sql.execute("delete from slot_plan");
        sql.execute("delete from slot");
        sql.execute("delete from slot_limit");
        sql.execute("delete from slot_book");
        suggestions.awaitingSlot(1_000).forEach(view -> suggestions.withdraw(SYSTEM, view.id(), "Not of this test."));
    }

    private SuggestionId approved(Proposals proposal) {
        return clearance.approved(proposal);
    }

    /** For a segment of its own, so that caps do not matter, wanting one place that takes 3 of a slot. */
    private static Proposals offer(String name, String value) {
        return Clearance.offer(name + "-" + UUID.randomUUID(), "segment-" + UUID.randomUUID(), value);
    }

    private PlanView propose() {
        Optional<PlanId> plan = allocations.propose(UUID.randomUUID().toString());
        return allocations.get(plan.orElseThrow());
    }

    private void book(SlotBooks book) {
        slots.replace(PLANNER, book.book());
    }

    private SuggestionState stateOf(SuggestionId suggestion) {
        return suggestions.get(suggestion).state();
    }

    @Test
    void givesTheOneFreeSlotToWhoeverIsWorthMoreAndSaysWhy() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 5));
        SuggestionId dear = approved(offer("dear", "900.00"));
        SuggestionId cheap = approved(offer("cheap", "400.00"));

        PlanView plan = propose();

        assertThat(plan.placements()).extracting(Placement::suggestion).containsExactly(dear);
        assertThat(plan.totalValue()).isEqualByComparingTo("900");
        assertThat(plan.gap()).isEqualByComparingTo("0");
        assertThat(plan.left()).extracting(PlanView.Left::suggestion).containsExactly(cheap);
        assertThat(plan.left().getFirst().reason())
                .startsWith("Slot tue-mail has too little room (3 of 5 taken; it needs 3).")
                .endsWith("(900.00 EUR) and lose 500.00 EUR.");
        assertThat(stateOf(dear)).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void placesOnlyWhereChannelTimeAndMarketFit() {
        book(new SlotBooks()
                .slot("wrong-channel", "PUSH", tuesday, 100)
                .slot("too-late", "EMAIL", tuesday.plus(Duration.ofDays(2)), 100)
                .slot("wrong-market", "EMAIL", tuesday, 100, "FR")
                .slot("right", "EMAIL", tuesday, 100, "DE"));
        approved(offer("offer", "10.00")
                .with("/audience/jurisdictions", List.of("DE-BY"))
                .valid(tuesday, tuesday.plus(Duration.ofHours(1))));

        PlanView plan = propose();

        assertThat(plan.placements()).extracting(Placement::slot).containsExactly("right");
    }

    @Test
    void keepsToTheWeeklyCapOfASegmentAlsoOverSeveralPlans() {
        SlotBooks week = new SlotBooks();
        for (int i = 0; i < 5; i++) {
            week.slot("slot-" + i, "EMAIL", tuesday.plus(Duration.ofHours(2L * i)), 100);
        }
        book(week);
        String segment = "segment-" + UUID.randomUUID();
        approved(offer("one", "10.00").with("/audience/segment", segment));
        PlanView first = propose();
        allocations.confirm(first.id(), first.version(), PLANNER, Set.of());
        approved(offer("two", "20.00").with("/audience/segment", segment));
        approved(offer("three", "30.00").with("/audience/segment", segment));

        PlanView second = propose();

        assertThat(second.placements())
                .extracting(Placement::name)
                .singleElement()
                .asString()
                .contains("[three-");
        assertThat(second.left().getFirst().reason())
                .startsWith("Its audience, segment " + segment + " (week of ")
                .contains("reached its weekly cap (2 of 2 placements, 1 by earlier plans).");
    }

    @Test
    void keepsToBudgetsAndToLimitsOfTheBook() {
        book(new SlotBooks()
                .slot("one", "EMAIL", tuesday, 100)
                .slot("two", "EMAIL", tuesday.plus(Duration.ofHours(3)), 100)
                .slot("three", "EMAIL", tuesday.plus(Duration.ofHours(6)), 100)
                .atMost("two-in-all", 2));
        SuggestionId broke = approved(offer("broke", "30.00")
                .with("/placement/maxPlacements", 3)
                .with("/placement/cost", "0.40")
                .with("/placement/budget", "0.79"));
        approved(offer("other", "5.00").with("/placement/maxPlacements", 2));

        PlanView plan = propose();

        assertThat(plan.placements()).hasSize(2);
        assertThat(plan.placements())
                .filteredOn(place -> place.suggestion().equals(broke))
                .hasSize(1);
        assertThat(plan.placements().getFirst().value()).isIn(new BigDecimal("10.0000"), new BigDecimal("2.5000"));
    }

    @Test
    void sameRequestGivesTheSamePlanAndAnotherNoneWhileOneIsOpen() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 5));
        approved(offer("offer", "900.00"));

        Optional<PlanId> plan = allocations.propose("noon");

        assertThat(plan).isPresent();
        assertThat(allocations.propose("noon")).isEqualTo(plan);
        assertThat(allocations.propose("one o'clock")).isEmpty();
    }

    @Test
    void proposesNothingWhereNothingWaitsOrNoSlotIsFree() {
        assertThat(allocations.propose("nobody")).isEmpty();

        approved(offer("offer", "900.00"));

        assertThat(allocations.propose("no slot")).isEmpty();
        assertThat(allocations.waiting())
                .singleElement()
                .extracting(WaitingView::eligibleSlots)
                .isEqualTo(0);
    }

    @Test
    void confirmingSchedulesEverybodyAndTellsTheProcess() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        SuggestionId offer = approved(offer("offer", "900.00"));
        PlanView plan = propose();
        allocations.awaitConfirmation(plan.id(), 4711);

        // The planner had it open before the process came to wait.
        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        assertThat(stateOf(offer)).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(allocations.placementsOf(offer))
                .containsExactly(new SlotPlacement(
                        plan.id(),
                        offer,
                        "tue-mail",
                        "EMAIL",
                        tuesday,
                        tuesday.plus(Duration.ofHours(1)),
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
        book(new SlotBooks()
                .slot("tue-mail", "EMAIL", tuesday, 9)
                .slot("wed-mail", "EMAIL", tuesday.plus(Duration.ofDays(1)), 3));
        SuggestionId withdrawn = approved(offer("withdrawn", "900.00"));
        SuggestionId stays = approved(offer("stays", "800.00"));
        SuggestionId revised = approved(offer("revised", "700.00"));
        SuggestionId tooMany = approved(offer("tooMany", "600.00"));
        PlanView plan = propose();
        suggestions.withdraw(SYSTEM, withdrawn, "Out of stock.");
        suggestions.revise(
                SYSTEM,
                revised,
                offer("revised", "1.00")
                        .externalId(suggestions.get(revised).externalId())
                        .document());
        book(new SlotBooks()
                .slot("tue-mail", "EMAIL", tuesday, 3)
                .slot("wed-mail", "EMAIL", tuesday.plus(Duration.ofDays(1)), 0));

        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        Map<SuggestionId, Placement> places = allocations.get(plan.id()).placements().stream()
                .collect(java.util.stream.Collectors.toMap(Placement::suggestion, place -> place));
        assertThat(places.get(withdrawn)).extracting(Placement::note).isEqualTo("It is WITHDRAWN by now.");
        assertThat(places.get(revised)).extracting(Placement::note).isEqualTo("It is RECEIVED by now.");
        assertThat(places.values())
                .filteredOn(place -> place.state() == PlacementState.CONFIRMED)
                .hasSizeLessThan(2);
        assertThat(List.of(stateOf(stays), stateOf(tooMany))).contains(SuggestionState.APPROVED);
        assertThat(places.get(tooMany)).extracting(Placement::note).asString().contains("The slot's capacity is");
    }

    @Test
    void leavesOutWhomThePlannerExcludes() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        SuggestionId in = approved(offer("in", "900.00"));
        SuggestionId out = approved(offer("out", "800.00"));
        PlanView plan = propose();

        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of(out));

        assertThat(stateOf(in)).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(stateOf(out)).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(plan.id()).placements())
                .filteredOn(place -> place.suggestion().equals(out))
                .extracting(Placement::state)
                .containsExactly(PlacementState.EXCLUDED);
    }

    @Test
    void secondPlannerIsTold() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        approved(offer("offer", "900.00"));
        PlanView seen = propose();
        allocations.confirm(seen.id(), seen.version(), PLANNER, Set.of());

        assertThatThrownBy(() -> allocations.discard(seen.id(), seen.version(), Actor.person("planner2")))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("is CONFIRMED since")
                .hasMessageContaining("by planner1");
    }

    @Test
    void replansWithPinsAndRefusesWhoSawTheOldPlan() {
        book(new SlotBooks()
                .slot("tue-mail", "EMAIL", tuesday, 5)
                .slot("wed-mail", "EMAIL", tuesday.plus(Duration.ofDays(1)), 2));
        approved(offer("dear", "900.00"));
        SuggestionId cheap = approved(offer("cheap", "400.00"));
        PlanView seen = propose();

        allocations.replan(
                seen.id(), seen.version(), PLANNER, new Steering(Map.of(cheap, Set.of("tue-mail")), Set.of()));

        PlanView anew = allocations.get(seen.id());
        assertThat(anew.placements()).singleElement().satisfies(place -> {
            assertThat(place.suggestion()).isEqualTo(cheap);
            assertThat(place.pinned()).isTrue();
        });
        assertThatThrownBy(() -> allocations.confirm(seen.id(), seen.version(), PLANNER, Set.of()))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("was planned anew since you opened it");
    }

    @Test
    void discardingLeavesEverybodyWaiting() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        SuggestionId offer = approved(offer("offer", "900.00"));
        PlanView plan = propose();

        allocations.discard(plan.id(), plan.version(), PLANNER);

        assertThat(stateOf(offer)).isEqualTo(SuggestionState.APPROVED);
        assertThat(events.stream(PlanDiscarded.class)).containsExactly(new PlanDiscarded(plan.id(), 0));
        assertThat(allocations.propose("again")).isPresent();
    }

    @Test
    void processThatComesLateHearsTheDecision() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        approved(offer("offer", "900.00"));
        PlanView plan = propose();
        allocations.discard(plan.id(), plan.version(), PLANNER);

        allocations.awaitConfirmation(plan.id(), 99);

        assertThat(events.stream(PlanDiscarded.class)).contains(new PlanDiscarded(plan.id(), 99));
    }

    @Test
    void confirmedPlacesCountInLaterPlansUntilTheyAreGivenBack() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3));
        SuggestionId first = approved(offer("first", "10.00"));
        PlanView plan = propose();
        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());
        approved(offer("second", "900.00"));

        assertThat(allocations.propose("full")).isEmpty();

        suggestions.withdraw(SYSTEM, first, "Out of stock.");

        assertThat(allocations.placementsOf(first)).isEmpty();
        assertThat(propose().placements()).hasSize(1);
    }

    @Test
    void plansOneCurrencyAtATimeInTurn() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 100));
        approved(offer("euro", "10.00"));
        approved(offer("dollar", "20.00").with("/value/currency", "USD").with("/content/price/currency", "USD"));
        PlanView one = propose();
        allocations.discard(one.id(), one.version(), PLANNER);

        PlanView other = propose();

        assertThat(List.of(one.currency(), other.currency())).containsExactlyInAnyOrder("EUR", "USD");
        assertThat(one.left())
                .singleElement()
                .extracting(PlanView.Left::reason)
                .asString()
                .contains("plans of its own");
    }

    @Test
    void plansWithoutObligationsThatCannotBeMetAndWarns() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3));
        approved(offer("one", "10.00").with("/placement/minPlacements", 1));
        approved(offer("two", "20.00").with("/placement/minPlacements", 1));

        PlanView plan = propose();

        assertThat(plan.placements())
                .extracting(Placement::name)
                .singleElement()
                .asString()
                .contains("[two-");
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("cannot hold together"));
    }

    @Test
    void listsPlansNewestFirst() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        approved(offer("offer", "900.00"));
        PlanView old = propose();
        allocations.discard(old.id(), old.version(), PLANNER);
        PlanView young = propose();

        assertThat(allocations.list(null, 1).items())
                .extracting(PlanSummary::id)
                .containsExactly(young.id());
        assertThat(allocations.list(allocations.list(null, 1).next(), 1).items())
                .extracting(PlanSummary::id)
                .containsExactly(old.id());
    }

    @Test
    void placesNothingThatDisturbsInQuietHoursOfWhoeverIsAddressed() {
        // 20:00 in Berlin is still allowed, 21:00 no longer; for a banner there is no such hour.
        Instant evening = tuesday.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atTime(20, 0)
                .atZone(java.time.ZoneId.of("Europe/Berlin"))
                .toInstant();
        book(new SlotBooks().slot("night", "EMAIL", evening.plus(Duration.ofHours(1)), 10));
        approved(offer("offer", "10.00").with("/channels", List.of("EMAIL")).with("/placement/maxPlacements", 3));
        assertThat(allocations.propose("nobody at night")).isEmpty();

        book(new SlotBooks()
                .slot("evening", "EMAIL", evening, 10)
                .slot("night", "EMAIL", evening.plus(Duration.ofHours(1)), 10));

        assertThat(propose().placements()).extracting(Placement::slot).containsExactly("evening");
    }

    @Test
    void saysWhyNoSlotIsEligible() {
        Instant night = tuesday.plus(Duration.ofHours(14));
        book(new SlotBooks()
                .slot("mail", "EMAIL", tuesday, 10)
                .slot("push", "PUSH", tuesday, 10)
                .slot("night", "EMAIL", night, 10)
                .slot("france", "EMAIL", tuesday, 10, "FR"));
        approved(offer("placed", "10.00"));
        SuggestionId late = approved(offer("late", "10.00").valid(night, night.plus(Duration.ofDays(1))));

        PlanView plan = propose();

        assertThat(plan.left())
                .filteredOn(left -> left.suggestion().equals(late))
                .extracting(PlanView.Left::reason)
                .containsExactly("It may take none of the 4 slots to come: 1 is for another channel, 1 is for another"
                        + " market, 1 lies outside its validity, 1 begins in its quiet hours.");
    }

    @Test
    void promotesNothingThatIsOrWillBeOutOfStock() {
        book(new SlotBooks()
                .slot("one", "EMAIL", tuesday, 100)
                .slot("two", "EMAIL", tuesday.plus(Duration.ofHours(3)), 100)
                .slot("three", "EMAIL", tuesday.plus(Duration.ofHours(6)), 100));
        SuggestionId soldOut = approved(offer("gone", "10.00").with("/content/products/0/stock", 0));
        // At 7.99 each, 239.70 in three placements is ten sold in each: 29 in stock last for two of them.
        approved(offer("scarce", "239.70")
                .with("/content/products/0/id", "P-scarce")
                .with("/content/products/0/stock", 29)
                .with("/placement/maxPlacements", 3));

        PlanView plan = propose();

        assertThat(plan.placements()).hasSize(2);
        assertThat(plan.left())
                .filteredOn(left -> left.suggestion().equals(soldOut))
                .extracting(PlanView.Left::reason)
                .containsExactly("Filter coffee, 500 g (P-1007) is out of stock.");
        assertThat(plan.limits())
                .filteredOn(limit -> limit.kind() == PlanView.LimitKind.STOCK
                        && limit.label().equals("The stock of Filter coffee, 500 g (P-scarce)"))
                .extracting(PlanView.LimitUse::max)
                .containsExactly(BigDecimal.valueOf(2));
    }

    @Test
    void confirmingChecksCapsThatOtherPlansUsedUpMeanwhile() {
        SlotBooks week = new SlotBooks();
        for (int i = 0; i < 4; i++) {
            week.slot("slot-" + i, "EMAIL", tuesday.plus(Duration.ofHours(2L * i)), 100);
        }
        book(week);
        String segment = "segment-" + UUID.randomUUID();
        approved(offer("before", "10.00").with("/audience/segment", segment));
        PlanView first = propose();
        allocations.confirm(first.id(), first.version(), PLANNER, Set.of());
        sql.update(
                "update slot_placement set state = 'RELEASED' where plan = ?",
                first.id().value());
        SuggestionId dear = approved(offer("dear", "30.00").with("/audience/segment", segment));
        SuggestionId cheap = approved(offer("cheap", "20.00").with("/audience/segment", segment));
        PlanView second = propose();
        assertThat(second.placements()).hasSize(2);
        sql.update(
                "update slot_placement set state = 'CONFIRMED' where plan = ?",
                first.id().value());

        allocations.confirm(second.id(), second.version(), PLANNER, Set.of());

        assertThat(stateOf(dear)).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(stateOf(cheap)).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(second.id()).placements())
                .filteredOn(place -> place.suggestion().equals(cheap))
                .singleElement()
                .satisfies(place -> {
                    assertThat(place.state()).isEqualTo(PlacementState.DROPPED);
                    assertThat(place.note()).contains("reached its weekly cap (2 of 2 placements, 1 by earlier plans)");
                });
    }

    @Test
    void replansOnlyWhereThatIsWorthTheSurprise() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3));
        SuggestionId seen = approved(offer("seen", "100.00"));
        PlanView plan = propose();
        approved(offer("little-better", "104.00"));

        allocations.refresh(plan.id());
        List<Placement> same = allocations.get(plan.id()).placements();
        SuggestionId better = approved(offer("better", "106.00"));
        allocations.refresh(plan.id());
        PlanView last = allocations.get(plan.id());

        assertThat(same).extracting(Placement::suggestion).containsExactly(seen);
        assertThat(last.placements()).extracting(Placement::suggestion).containsExactly(better);
        assertThat(last.left())
                .filteredOn(left -> left.suggestion().equals(seen))
                .extracting(PlanView.Left::reason)
                .allSatisfy(reason -> assertThat(reason).contains("and lose 6.00 EUR"));
        assertThat(last.madeBy()).isEqualTo("planning");
    }

    @Test
    void showsWhatChangedBetweenVersionsOfAPlan() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3));
        SuggestionId loser = approved(offer("loser", "100.00"));
        PlanView plan = propose();
        assertThat(allocations.isOutOfDate(plan.id())).isFalse();
        SuggestionId winner = approved(offer("winner", "300.00"));
        assertThat(allocations.isOutOfDate(plan.id())).isTrue();

        int version = allocations.refresh(plan.id());

        assertThat(version).isGreaterThan(plan.version());
        assertThat(allocations.isOutOfDate(plan.id())).isFalse();
        assertThat(allocations.versions(plan.id()))
                .extracting(PlanVersion::version)
                .containsExactly(plan.version());
        PlanComparison comparison = allocations.compare(plan.id(), plan.version());
        assertThat(comparison.gain()).isEqualByComparingTo("200");
        assertThat(comparison.changes())
                .extracting(PlanComparison.Change::suggestion, PlanComparison.Change::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(loser, PlanComparison.Kind.LOSES),
                        org.assertj.core.groups.Tuple.tuple(winner, PlanComparison.Kind.GAINS));
        assertThat(allocations.compare(plan.id(), plan.id()).changes()).isEmpty();
    }

    @Test
    void leavesOutForGoodWhomThePlannerExcludesAndSaysWhyAPinIsImpossible() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3).slot("tue-push", "PUSH", tuesday, 3));
        SuggestionId out = approved(offer("out", "100.00"));
        SuggestionId in = approved(offer("in", "50.00"));
        PlanView plan = propose();

        allocations.replan(
                plan.id(), plan.version(), PLANNER, new Steering(Map.of(in, Set.of("tue-push")), Set.of(out)));
        approved(offer("another", "20.00"));
        allocations.refresh(plan.id());

        PlanView last = allocations.get(plan.id());
        assertThat(last.placements()).extracting(Placement::suggestion).containsExactly(in);
        assertThat(last.excluded()).containsExactly(out);
        assertThat(last.left())
                .filteredOn(left -> left.suggestion().equals(out))
                .extracting(PlanView.Left::reason)
                .containsExactly("A planner left it out of this plan.");
        PlanVersion afterSteering = allocations.versions(plan.id()).getFirst();
        assertThat(afterSteering.madeBy()).isEqualTo("planner1");
    }

    @Test
    void confirmingDropsWhatMayNoLongerTakeItsSlot() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3));
        SuggestionId offer = approved(offer("offer", "100.00"));
        PlanView plan = propose();
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 3, "FR"));

        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        assertThat(stateOf(offer)).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(plan.id()).placements()).singleElement().satisfies(place -> {
            assertThat(place.state()).isEqualTo(PlacementState.DROPPED);
            assertThat(place.note()).isEqualTo("The slot is for another market by now.");
        });
    }

    @Test
    void callsSuggestionsByWhatTheyShowAndTellsThoseOfOneNameApart() {
        book(new SlotBooks().slot("tue-mail", "EMAIL", tuesday, 6));
        approved(offer("one", "100.00"));
        assertThat(allocations.waiting()).extracting(WaitingView::name).containsExactly("Filter coffee, 500 g");

        approved(offer("two", "100.00"));

        assertThat(propose().placements())
                .extracting(Placement::name)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("Filter coffee, 500 g [one-"),
                        two -> assertThat(two).startsWith("Filter coffee, 500 g [two-"));
    }

    @Test
    void explainsEveryPlacementAndEveryEmptySlot() {
        book(new SlotBooks()
                .slot("tue-mail", "EMAIL", tuesday, 3)
                .slot("wed-mail", "EMAIL", tuesday.plus(Duration.ofDays(1)), 2)
                .slot("wed-push", "PUSH", tuesday.plus(Duration.ofDays(1)), 2));
        approved(offer("only", "100.00").valid(tuesday, tuesday.plus(Duration.ofHours(2))));
        approved(offer("other", "90.00"));

        PlanView plan = propose();

        assertThat(plan.placements())
                .singleElement()
                .satisfies(place -> assertThat(place.reason()).isEqualTo("It is the only slot it may take."));
        assertThat(plan.unused())
                .extracting(PlanView.Unused::slot, PlanView.Unused::reason)
                .satisfiesExactly(
                        mail -> assertThat(mail.toString())
                                .contains(
                                        "wed-mail",
                                        "Only Filter coffee, 500 g [other-",
                                        "(90.00 EUR) may take it. Slot wed-mail has too little room (0 of 2 taken;"
                                                + " it needs 3)."),
                        push -> assertThat(push.toString()).contains("wed-push", "Nothing that waits may take it."));
        assertThat(plan.limits())
                .filteredOn(limit -> limit.label().equals("The capacity of slot tue-mail"))
                .singleElement()
                .satisfies(limit -> assertThat(limit.worth()).isNotNull());
    }
}
