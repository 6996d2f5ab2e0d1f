package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.allocation.PlanningDesk.offer;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.allocation.PlanView.Placement;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** From approved suggestions and a book of slots to proposed places. */
@EngineTest
@TestPropertySource(properties = "countersign.allocation.time-limit=PT4S")
class AllocationsTests {

    private static final Actor PLANNER = Actor.person("planner1");

    @Autowired
    private Allocations allocations;

    private PlanningDesk desk;

    @BeforeEach
    void startWithoutSlotsAndWithNobodyWaiting(@Autowired ApplicationContext context) {
        desk = PlanningDesk.cleared(context);
    }

    @Test
    void givesTheOneFreeSlotToWhoeverIsWorthMoreAndSaysWhy() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 5));
        SuggestionId dear = desk.approved(offer("dear", "900.00"));
        SuggestionId cheap = desk.approved(offer("cheap", "400.00"));

        PlanView plan = desk.propose();

        assertThat(plan.placements()).extracting(Placement::suggestion).containsExactly(dear);
        assertThat(plan.totalValue()).isEqualByComparingTo("900");
        assertThat(plan.gap()).isEqualByComparingTo("0");
        assertThat(plan.left()).extracting(PlanView.Left::suggestion).containsExactly(cheap);
        assertThat(plan.left().getFirst().reason())
                .startsWith("Slot tue-mail has too little room (3 of 5 taken; it needs 3).")
                .endsWith("(900.00 EUR) and lose 500.00 EUR.");
        assertThat(desk.stateOf(dear)).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void placesOnlyWhereChannelTimeAndMarketFit() {
        desk.book(new SlotBooks()
                .slot("wrong-channel", "PUSH", desk.tuesday(), 100)
                .slot("too-late", "EMAIL", desk.tuesday().plus(Duration.ofDays(2)), 100)
                .slot("wrong-market", "EMAIL", desk.tuesday(), 100, "FR")
                .slot("right", "EMAIL", desk.tuesday(), 100, "DE"));
        desk.approved(offer("offer", "10.00")
                .with("/audience/jurisdictions", List.of("DE-BY"))
                .valid(desk.tuesday(), desk.tuesday().plus(Duration.ofHours(1))));

        PlanView plan = desk.propose();

        assertThat(plan.placements()).extracting(Placement::slot).containsExactly("right");
    }

    @Test
    void keepsToTheWeeklyCapOfASegmentAlsoOverSeveralPlans() {
        SlotBooks week = new SlotBooks();
        for (int i = 0; i < 5; i++) {
            week.slot("slot-" + i, "EMAIL", desk.tuesday().plus(Duration.ofHours(2L * i)), 100);
        }
        desk.book(week);
        String segment = "segment-" + UUID.randomUUID();
        desk.approved(offer("one", "10.00").with("/audience/segment", segment));
        PlanView first = desk.propose();
        allocations.confirm(first.id(), first.version(), PLANNER, Set.of());
        desk.approved(offer("two", "20.00").with("/audience/segment", segment));
        desk.approved(offer("three", "30.00").with("/audience/segment", segment));

        PlanView second = desk.propose();

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
        desk.book(new SlotBooks()
                .slot("one", "EMAIL", desk.tuesday(), 100)
                .slot("two", "EMAIL", desk.tuesday().plus(Duration.ofHours(3)), 100)
                .slot("three", "EMAIL", desk.tuesday().plus(Duration.ofHours(6)), 100)
                .atMost("two-in-all", 2));
        SuggestionId broke = desk.approved(offer("broke", "30.00")
                .with("/placement/maxPlacements", 3)
                .with("/placement/cost", "0.40")
                .with("/placement/budget", "0.79"));
        desk.approved(offer("other", "5.00").with("/placement/maxPlacements", 2));

        PlanView plan = desk.propose();

        assertThat(plan.placements()).hasSize(2);
        assertThat(plan.placements())
                .filteredOn(place -> place.suggestion().equals(broke))
                .hasSize(1);
        assertThat(plan.placements().getFirst().value()).isIn(new BigDecimal("10.0000"), new BigDecimal("2.5000"));
    }

    @Test
    void sameRequestGivesTheSamePlanAndAnotherNoneWhileOneIsOpen() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 5));
        desk.approved(offer("offer", "900.00"));

        Optional<PlanId> plan = allocations.propose("noon");

        assertThat(plan).isPresent();
        assertThat(allocations.propose("noon")).isEqualTo(plan);
        assertThat(allocations.propose("one o'clock")).isEmpty();
    }

    @Test
    void proposesNothingWhereNothingWaitsOrNoSlotIsFree() {
        assertThat(allocations.propose("nobody")).isEmpty();

        desk.approved(offer("offer", "900.00"));

        assertThat(allocations.propose("no slot")).isEmpty();
        assertThat(allocations.waiting())
                .singleElement()
                .extracting(WaitingView::eligibleSlots)
                .isEqualTo(0);
    }

    @Test
    void plansOneCurrencyAtATimeInTurn() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 100));
        desk.approved(offer("euro", "10.00"));
        desk.approved(offer("dollar", "20.00").with("/value/currency", "USD").with("/content/price/currency", "USD"));
        PlanView one = desk.propose();
        allocations.discard(one.id(), one.version(), PLANNER);

        PlanView other = desk.propose();

        assertThat(List.of(one.currency(), other.currency())).containsExactlyInAnyOrder("EUR", "USD");
        assertThat(one.left())
                .singleElement()
                .extracting(PlanView.Left::reason)
                .asString()
                .contains("plans of its own");
    }

    @Test
    void plansWithoutObligationsThatCannotBeMetAndWarns() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 3));
        desk.approved(offer("one", "10.00").with("/placement/minPlacements", 1));
        desk.approved(offer("two", "20.00").with("/placement/minPlacements", 1));

        PlanView plan = desk.propose();

        assertThat(plan.placements())
                .extracting(Placement::name)
                .singleElement()
                .asString()
                .contains("[two-");
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("cannot hold together"));
    }

    @Test
    void listsPlansNewestFirst() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        desk.approved(offer("offer", "900.00"));
        PlanView old = desk.propose();
        allocations.discard(old.id(), old.version(), PLANNER);
        PlanView young = desk.propose();

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
        Instant evening = desk.tuesday()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atTime(20, 0)
                .atZone(ZoneId.of("Europe/Berlin"))
                .toInstant();
        desk.book(new SlotBooks().slot("night", "EMAIL", evening.plus(Duration.ofHours(1)), 10));
        desk.approved(
                offer("offer", "10.00").with("/channels", List.of("EMAIL")).with("/placement/maxPlacements", 3));
        assertThat(allocations.propose("nobody at night")).isEmpty();

        desk.book(new SlotBooks()
                .slot("evening", "EMAIL", evening, 10)
                .slot("night", "EMAIL", evening.plus(Duration.ofHours(1)), 10));

        assertThat(desk.propose().placements()).extracting(Placement::slot).containsExactly("evening");
    }

    @Test
    void promotesNothingThatIsOrWillBeOutOfStock() {
        desk.book(new SlotBooks()
                .slot("one", "EMAIL", desk.tuesday(), 100)
                .slot("two", "EMAIL", desk.tuesday().plus(Duration.ofHours(3)), 100)
                .slot("three", "EMAIL", desk.tuesday().plus(Duration.ofHours(6)), 100));
        SuggestionId soldOut = desk.approved(offer("gone", "10.00").with("/content/products/0/stock", 0));
        // At 7.99 each, 239.70 in three placements is ten sold in each: 29 in stock last for two of them.
        desk.approved(offer("scarce", "239.70")
                .with("/content/products/0/id", "P-scarce")
                .with("/content/products/0/stock", 29)
                .with("/placement/maxPlacements", 3));

        PlanView plan = desk.propose();

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
}
