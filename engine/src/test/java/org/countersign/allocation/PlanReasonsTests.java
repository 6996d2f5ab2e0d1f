package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.allocation.PlanningDesk.offer;

import java.time.Duration;
import java.time.Instant;
import org.countersign.allocation.PlanView.Placement;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** What a plan says of what it placed, left out and left empty. */
@EngineTest
@TestPropertySource(properties = "countersign.allocation.time-limit=PT4S")
class PlanReasonsTests {

    @Autowired
    private Allocations allocations;

    private PlanningDesk desk;

    @BeforeEach
    void startWithoutSlotsAndWithNobodyWaiting(@Autowired ApplicationContext context) {
        desk = PlanningDesk.cleared(context);
    }

    @Test
    void saysWhyNoSlotIsEligible() {
        Instant night = desk.tuesday().plus(Duration.ofHours(14));
        desk.book(new SlotBooks()
                .slot("mail", "EMAIL", desk.tuesday(), 10)
                .slot("push", "PUSH", desk.tuesday(), 10)
                .slot("night", "EMAIL", night, 10)
                .slot("france", "EMAIL", desk.tuesday(), 10, "FR"));
        desk.approved(offer("placed", "10.00"));
        SuggestionId late = desk.approved(offer("late", "10.00").valid(night, night.plus(Duration.ofDays(1))));

        PlanView plan = desk.propose();

        assertThat(plan.left())
                .filteredOn(left -> left.suggestion().equals(late))
                .extracting(PlanView.Left::reason)
                .containsExactly("It may take none of the 4 slots to come: 1 is for another channel, 1 is for another"
                        + " market, 1 lies outside its validity, 1 begins in its quiet hours.");
    }

    @Test
    void callsSuggestionsByWhatTheyShowAndTellsThoseOfOneNameApart() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 6));
        desk.approved(offer("one", "100.00"));
        assertThat(allocations.waiting()).extracting(WaitingView::name).containsExactly("Filter coffee, 500 g");

        desk.approved(offer("two", "100.00"));

        assertThat(desk.propose().placements())
                .extracting(Placement::name)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("Filter coffee, 500 g [one-"),
                        two -> assertThat(two).startsWith("Filter coffee, 500 g [two-"));
    }

    @Test
    void explainsEveryPlacementAndEveryEmptySlot() {
        desk.book(new SlotBooks()
                .slot("tue-mail", "EMAIL", desk.tuesday(), 3)
                .slot("wed-mail", "EMAIL", desk.tuesday().plus(Duration.ofDays(1)), 2)
                .slot("wed-push", "PUSH", desk.tuesday().plus(Duration.ofDays(1)), 2));
        desk.approved(
                offer("only", "100.00").valid(desk.tuesday(), desk.tuesday().plus(Duration.ofHours(2))));
        desk.approved(offer("other", "90.00"));

        PlanView plan = desk.propose();

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
