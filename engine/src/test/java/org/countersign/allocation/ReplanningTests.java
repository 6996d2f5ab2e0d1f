package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.allocation.PlanningDesk.offer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.countersign.allocation.PlanView.Placement;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** An open plan is made anew: by its planner's pins, or because what it rests on has changed. */
@EngineTest
@TestPropertySource(properties = "countersign.allocation.time-limit=PT4S")
class ReplanningTests {

    private static final Actor PLANNER = Actor.person("planner1");

    @Autowired
    private Allocations allocations;

    private PlanningDesk desk;

    @BeforeEach
    void startWithoutSlotsAndWithNobodyWaiting(@Autowired ApplicationContext context) {
        desk = PlanningDesk.cleared(context);
    }

    @Test
    void replansWithPinsAndRefusesWhoSawTheOldPlan() {
        desk.book(new SlotBooks()
                .slot("tue-mail", "EMAIL", desk.tuesday(), 5)
                .slot("wed-mail", "EMAIL", desk.tuesday().plus(Duration.ofDays(1)), 2));
        desk.approved(offer("dear", "900.00"));
        SuggestionId cheap = desk.approved(offer("cheap", "400.00"));
        PlanView seen = desk.propose();

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
    void replansOnlyWhereThatIsWorthTheSurprise() {
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 3));
        SuggestionId seen = desk.approved(offer("seen", "100.00"));
        PlanView plan = desk.propose();
        desk.approved(offer("little-better", "104.00"));

        allocations.refresh(plan.id());
        List<Placement> same = allocations.get(plan.id()).placements();
        SuggestionId better = desk.approved(offer("better", "106.00"));
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
        desk.book(new SlotBooks().slot("tue-mail", "EMAIL", desk.tuesday(), 3));
        SuggestionId loser = desk.approved(offer("loser", "100.00"));
        PlanView plan = desk.propose();
        assertThat(allocations.isOutOfDate(plan.id())).isFalse();
        SuggestionId winner = desk.approved(offer("winner", "300.00"));
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
                        Tuple.tuple(loser, PlanComparison.Kind.LOSES), Tuple.tuple(winner, PlanComparison.Kind.GAINS));
        assertThat(allocations.compare(plan.id(), plan.id()).changes()).isEmpty();
    }

    @Test
    void leavesOutForGoodWhomThePlannerExcludesAndSaysWhyAPinIsImpossible() {
        desk.book(new SlotBooks()
                .slot("tue-mail", "EMAIL", desk.tuesday(), 3)
                .slot("tue-push", "PUSH", desk.tuesday(), 3));
        SuggestionId out = desk.approved(offer("out", "100.00"));
        SuggestionId in = desk.approved(offer("in", "50.00"));
        PlanView plan = desk.propose();

        allocations.replan(
                plan.id(), plan.version(), PLANNER, new Steering(Map.of(in, Set.of("tue-push")), Set.of(out)));
        desk.approved(offer("another", "20.00"));
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
}
