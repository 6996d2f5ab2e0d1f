package org.countersign.allocation.solver;

import org.junit.jupiter.api.Test;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.test.api.score.stream.ConstraintVerifier;

/** Every constraint, on both sides of its boundary. One placement is 10 units. */
class PlanConstraintsTests {

    private final ConstraintVerifier<PlanConstraints, SlotPlan> verifier =
            ConstraintVerifier.build(new PlanConstraints(), SlotPlan.class, Place.class);
    private final ProblemBuilder problem = new ProblemBuilder(10);

    private SlotPlan planOf(int... pairs) {
        Problem built = problem.build();
        Ledger ledger = Ledger.empty(built);
        for (int pair : pairs) {
            ledger.add(pair);
        }
        return SlotPlan.toExplain(built, ledger);
    }

    private void twoCampaignsInTwoSlots() {
        problem.campaign(0, 2);
        problem.campaign(0, 2);
        problem.slot();
        problem.slot();
        problem.pair(0, 0, 7);
        problem.pair(0, 1, 8);
        problem.pair(1, 0, 9);
    }

    private void limit(long min, long max) {
        problem.limit(new ProblemBuilder.Limit(null, new int[] {0}, pair -> 30 + pair), min, max);
    }

    @Test
    void limitHoldsAtItsMaximum() {
        twoCampaignsInTwoSlots();
        limit(0, 62);

        verifier.verifyThat(PlanConstraints::limitHolds)
                .givenSolution(planOf(0, 1, 2))
                .penalizesBy(0);
    }

    @Test
    void limitIsBrokenAboveItsMaximum() {
        twoCampaignsInTwoSlots();
        limit(0, 61);

        verifier.verifyThat(PlanConstraints::limitHolds)
                .givenSolution(planOf(0, 1, 2))
                .penalizesBy(1);
    }

    @Test
    void limitHoldsAtItsMinimum() {
        twoCampaignsInTwoSlots();
        limit(30, Problem.UNLIMITED);

        verifier.verifyThat(PlanConstraints::limitHolds)
                .givenSolution(planOf(0, 1))
                .penalizesBy(0);
    }

    @Test
    void limitIsBrokenBelowItsMinimum() {
        twoCampaignsInTwoSlots();
        limit(31, Problem.UNLIMITED);

        verifier.verifyThat(PlanConstraints::limitHolds)
                .givenSolution(planOf(0, 1))
                .penalizesBy(1);
    }

    @Test
    void minimumCountsWhereNothingIsPlaced() {
        twoCampaignsInTwoSlots();
        limit(31, Problem.UNLIMITED);

        verifier.verifyThat(PlanConstraints::limitHolds).givenSolution(planOf()).penalizesBy(31);
    }

    @Test
    void limitOfNobodyIsBrokenOnlyByAMinimum() {
        twoCampaignsInTwoSlots();
        problem.slot();
        problem.limit(new ProblemBuilder.Limit(null, new int[] {2}, null), 0, 5);
        problem.limit(new ProblemBuilder.Limit(null, new int[] {2}, null), 5, 5);

        verifier.verifyThat(PlanConstraints::limitOutOfReachHolds)
                .givenSolution(planOf(0))
                .penalizesBy(5);
    }

    @Test
    void campaignMayHaveItsMinimumAndItsMaximum() {
        problem.campaign(1, 1);
        problem.campaign(0, 2);
        problem.slot();
        problem.slot();
        problem.pair(0, 0, 1);
        problem.pair(1, 0, 1);
        problem.pair(1, 1, 1);

        verifier.verifyThat(PlanConstraints::campaignGetsItsNumber)
                .givenSolution(planOf(0, 1, 2))
                .penalizesBy(0);
    }

    @Test
    void campaignIsShortOfItsMinimumByWholePlacements() {
        problem.campaign(2, 3);
        problem.slot();
        problem.slot();
        problem.pair(0, 0, 1);
        problem.pair(0, 1, 1);

        verifier.verifyThat(PlanConstraints::campaignGetsItsNumber)
                .givenSolution(planOf(0))
                .penalizesBy(10);
    }

    @Test
    void campaignHasMoreThanItsMaximumOnlyByPins() {
        problem.campaign(0, 1);
        problem.slot();
        problem.slot();
        problem.pin(problem.pair(0, 0, 1));
        problem.pin(problem.pair(0, 1, 1));

        verifier.verifyThat(PlanConstraints::campaignGetsItsNumber)
                .givenSolution(planOf(0, 1))
                .penalizesBy(10);
    }

    @Test
    void campaignThatMayGoNowhereOwesItsMinimum() {
        problem.campaign(2, 2);
        problem.campaign(0, 2);

        verifier.verifyThat(PlanConstraints::campaignWithoutPlacesGetsItsNumber)
                .givenSolution(planOf())
                .penalizesBy(20);
    }

    @Test
    void campaignsMayShareASlot() {
        twoCampaignsInTwoSlots();

        verifier.verifyThat(PlanConstraints::slotTwice)
                .givenSolution(planOf(0, 1, 2))
                .penalizesBy(0);
    }

    @Test
    void campaignMayNotHaveASlotTwice() {
        problem.campaign(0, 2);
        problem.slot();
        problem.slot();
        problem.pair(0, 0, 1);
        problem.pair(0, 1, 1);
        SlotPlan plan = planOf(0, 1);
        plan.places()
                .set(
                        1,
                        new Place(
                                1,
                                plan.places().get(0).campaign(),
                                plan.places().get(0).slot(),
                                false));

        verifier.verifyThat(PlanConstraints::slotTwice).givenSolution(plan).penalizesBy(10);
    }

    @Test
    void slotsInConflictAreForbiddenToOneCampaignOnly() {
        twoCampaignsInTwoSlots();
        problem.conflict(1, 0);

        verifier.verifyThat(PlanConstraints::slotsInConflict)
                .givenSolution(planOf(1, 2))
                .penalizesBy(0);
        verifier.verifyThat(PlanConstraints::slotsInConflict)
                .givenSolution(planOf(0, 1, 2))
                .penalizesBy(10);
    }

    @Test
    void valueOfAllPlacementsAddsUp() {
        twoCampaignsInTwoSlots();

        verifier.verifyThat().givenSolution(planOf(0, 1, 2)).scores(HardSoftLongScore.ofSoft(24));
        verifier.verifyThat().givenSolution(planOf()).scores(HardSoftLongScore.ZERO);
    }
}
