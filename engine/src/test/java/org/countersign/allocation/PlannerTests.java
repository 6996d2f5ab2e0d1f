package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.countersign.allocation.PlanResult.Violation;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;

/** From the contract's JSON to a plan in words. */
class PlannerTests {

    private static PlanResult plan(String json) {
        return Planner.plan(read(json), PlanNames.ids());
    }

    private static PlanRequest read(String json) {
        return Json.MAPPER.readValue(json.replace('\'', '"'), PlanRequest.class);
    }

    @Test
    void plansTheContractsExample() {
        PlanResult result = plan("""
                {'timeLimit': 'PT10S',
                 'campaigns': [{'id': 'c1', 'minPlacements': 0, 'maxPlacements': 2}],
                 'slots': [{'id': 's1', 'channel': 'EMAIL', 'start': '2026-11-24T08:00:00Z', 'end': '2026-11-24T09:00:00Z'}],
                 'pairs': [{'campaign': 'c1', 'slot': 's1', 'value': 12.5, 'load': 3, 'cost': 0.4}],
                 'limits': [{'id': 's1-capacity', 'slots': ['s1'], 'campaigns': null, 'measure': 'LOAD', 'max': 100, 'min': null}],
                 'slotConflicts': [],
                 'pins': [{'campaign': 'c1', 'slot': 's1'}]}
                """);

        assertThat(result.feasible()).isTrue();
        assertThat(result.totalValue()).isEqualByComparingTo("12.5");
        assertThat(result.upperBound()).isEqualByComparingTo("12.5");
        assertThat(result.gap()).isEqualByComparingTo("0");
        assertThat(result.placements())
                .containsExactly(new PlanResult.Placement("c1", "s1", new BigDecimal("12.5"), "It is pinned here."));
        assertThat(result.limits())
                .containsExactly(new PlanResult.LimitUse(
                        "s1-capacity", new BigDecimal("3"), new BigDecimal("100"), new BigDecimal("97"), null));
        assertThat(result.unplaced()).isEmpty();
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void emptyProblemHasAnEmptyPlan() {
        PlanResult result = plan("{}");

        assertThat(result.feasible()).isTrue();
        assertThat(result.totalValue()).isZero();
        assertThat(result.gap()).isZero();
    }

    @Test
    void wordsRoundMoneyToCentsButNeverToNothing() {
        PlanNames names = new PlanNames(id -> id, id -> id, id -> id, (limit, used, max, needed) -> "", "EUR");

        assertThat(names.money(new BigDecimal("33.3333"))).isEqualTo("33.33 EUR");
        assertThat(names.money(new BigDecimal("0.005"))).isEqualTo("less than 0.01 EUR");
        assertThat(names.money(BigDecimal.ZERO)).isEqualTo("0.00 EUR");
        assertThat(PlanNames.ids().money(new BigDecimal("33.3333"))).isEqualTo("33.3333");
    }

    private static final String TWO_FOR_ONE_SLOT = """
            {'campaigns': [{'id': 'tea', 'minPlacements': 0, 'maxPlacements': 1},
                           {'id': 'coffee', 'minPlacements': 0, 'maxPlacements': 1}],
             'slots': [{'id': 'tuesday'}],
             'pairs': [{'campaign': 'tea', 'slot': 'tuesday', 'value': 412, 'load': 3},
                       {'campaign': 'coffee', 'slot': 'tuesday', 'value': 500.5, 'load': 4}],
             'limits': [{'id': 'capacity', 'slots': ['tuesday'], 'measure': 'LOAD', 'max': 6.5}]%s}
            """;

    @Test
    void saysWhatPlacingTheUnplacedWouldDisplaceAndCost() {
        PlanResult result = plan(TWO_FOR_ONE_SLOT.formatted(""));

        assertThat(result.totalValue()).isEqualByComparingTo("500.5");
        assertThat(result.unplaced())
                .containsExactly(new PlanResult.Unplaced(
                        "tea",
                        "Limit capacity has too little left (4 of 6.5 used, it needs 3). Placing it in tuesday (412) "
                                + "would displace coffee in tuesday (500.5) and lose 88.5."));
    }

    @Test
    void honoursAPinAndSaysWhoItKeepsOut() {
        PlanResult result = plan(TWO_FOR_ONE_SLOT.formatted(", 'pins': [{'campaign': 'tea', 'slot': 'tuesday'}]"));

        assertThat(result.placements())
                .extracting(PlanResult.Placement::campaign)
                .containsExactly("tea");
        assertThat(result.upperBound()).isEqualByComparingTo("412");
        assertThat(result.unplaced().getFirst().reason())
                .isEqualTo("Limit capacity has too little left (3 of 6.5 used, it needs 4). Only pinned placements "
                        + "could give way.");
    }

    @Test
    void saysWhereElseAPlacementCouldBeAndWhatThatWouldCost() {
        PlanResult result = plan("""
                {'campaigns': [{'id': 'tea', 'maxPlacements': 1}, {'id': 'coffee', 'maxPlacements': 1},
                               {'id': 'milk', 'maxPlacements': 1}],
                 'slots': [{'id': 'monday'}, {'id': 'tuesday'}, {'id': 'friday'}],
                 'pairs': [{'campaign': 'tea', 'slot': 'monday', 'value': 10},
                           {'campaign': 'tea', 'slot': 'tuesday', 'value': 12},
                           {'campaign': 'coffee', 'slot': 'tuesday', 'value': 20},
                           {'campaign': 'milk', 'slot': 'monday', 'value': 5},
                           {'campaign': 'milk', 'slot': 'friday', 'value': 4}],
                 'limits': [{'id': 'one', 'slots': ['tuesday'], 'measure': 'PLACEMENTS', 'max': 1}]}
                """);

        assertThat(result.placements())
                .extracting(PlanResult.Placement::reason)
                .containsExactly(
                        "It would be worth 2 more in tuesday. Limit one has too little left (1 of 1 used, it needs 1)."
                                + " Moving it there would displace coffee in tuesday (20) and lose 18 in all.",
                        "It is the only slot it may take.",
                        "It is worth most here: the next of its 2 eligible slots, friday, would bring 4.");
        assertThat(result.unusedSlots())
                .containsExactly(new PlanResult.Unused(
                        "friday", "Only milk (4) may take it. The one placement that it wants is elsewhere."));
    }

    @Test
    void saysWhenAnotherSlotWouldDoAsWell() {
        PlanResult result = plan("""
                {'campaigns': [{'id': 'tea', 'maxPlacements': 1}], 'slots': [{'id': 'monday'}, {'id': 'tuesday'}],
                 'pairs': [{'campaign': 'tea', 'slot': 'monday', 'value': 10},
                           {'campaign': 'tea', 'slot': 'tuesday', 'value': 10}]}
                """);

        assertThat(result.placements().getFirst().reason())
                .matches("It would be worth the same in (mon|tues)day\\. It would fit there, too\\.");
    }

    @Test
    void reportsPinsThatClash() {
        PlanResult result = plan(TWO_FOR_ONE_SLOT.formatted(
                ", 'pins': [{'campaign': 'tea', 'slot': 'tuesday'}, {'campaign': 'coffee', 'slot': 'tuesday'}]"));

        assertThat(result.feasible()).isFalse();
        assertThat(result.gap()).isNull();
        assertThat(result.placements()).hasSize(2);
        assertThat(result.violations())
                .extracting(Violation::type)
                .containsExactly(Violation.Type.LIMIT_ABOVE_MAX, Violation.Type.CANNOT_HOLD_TOGETHER);
        assertThat(result.violations().getFirst().message()).isEqualTo("Limit capacity: 7 used, at most 6.5 allowed.");
        assertThat(result.violations().getFirst().amount()).isEqualByComparingTo("0.5");
        assertThat(result.violations().getLast().ids()).containsExactly("capacity");
    }

    @Test
    void zeroCapacityLeavesEverybodyOut() {
        PlanResult result = plan(TWO_FOR_ONE_SLOT.replace("6.5", "0").formatted(""));

        assertThat(result.feasible()).isTrue();
        assertThat(result.placements()).isEmpty();
        assertThat(result.unplaced().getFirst().reason())
                .isEqualTo(
                        "It fits none of its eligible slots: in tuesday it needs 3. Limit capacity allows 0 in all.");
    }

    @Test
    void saysWhenNothingIsEligibleOrWorthwhile() {
        PlanResult result = plan("""
                {'campaigns': [{'id': 'a', 'maxPlacements': 1}, {'id': 'b', 'maxPlacements': 1},
                               {'id': 'c', 'maxPlacements': 0}],
                 'slots': [{'id': 's'}],
                 'pairs': [{'campaign': 'b', 'slot': 's', 'value': -1.20}, {'campaign': 'c', 'slot': 's', 'value': 3}]}
                """);

        assertThat(result.unplaced())
                .extracting(PlanResult.Unplaced::reason)
                .containsExactly(
                        "No slot is eligible for it.",
                        "It would bring nothing in its only eligible slot, s (-1.2).",
                        "It allows no placement (maxPlacements is 0).");
    }

    @Test
    void namesTheObligationsThatCannotHoldTogether() {
        PlanResult result = plan("""
                {'campaigns': [{'id': 'a', 'minPlacements': 1, 'maxPlacements': 1},
                               {'id': 'b', 'minPlacements': 1, 'maxPlacements': 1},
                               {'id': 'c', 'minPlacements': 1, 'maxPlacements': 1}],
                 'slots': [{'id': 's'}, {'id': 't'}],
                 'pairs': [{'campaign': 'a', 'slot': 's', 'value': 5}, {'campaign': 'b', 'slot': 's', 'value': 7},
                           {'campaign': 'c', 'slot': 't', 'value': 1}],
                 'limits': [{'id': 'one-each', 'slots': ['s'], 'measure': 'PLACEMENTS', 'max': 1},
                            {'id': 'one-in-t', 'slots': ['t'], 'measure': 'PLACEMENTS', 'max': 1}]}
                """);

        assertThat(result.feasible()).isFalse();
        Violation clash = result.violations().getLast();
        assertThat(clash.type()).isEqualTo(Violation.Type.CANNOT_HOLD_TOGETHER);
        assertThat(clash.ids()).containsExactlyInAnyOrder("one-each", "a", "b");
        assertThat(clash.message()).contains("Limit one-each must be at most 1", "a is owed at least 1 placement;");
    }

    @Test
    void keepsLoadsExactWhereDoublesWouldNot() {
        PlanResult result = plan("""
                {'campaigns': [{'id': 'a', 'maxPlacements': 1}, {'id': 'b', 'maxPlacements': 1}], 'slots': [{'id': 's'}],
                 'pairs': [{'campaign': 'a', 'slot': 's', 'value': 1, 'cost': 0.1},
                           {'campaign': 'b', 'slot': 's', 'value': 1, 'cost': 0.2}],
                 'limits': [{'id': 'budget', 'measure': 'COST', 'max': 0.3}]}
                """);

        assertThat(result.placements()).hasSize(2);
        assertThat(result.limits().getFirst().slack()).isZero();
    }

    private static final String KEEP = """
            {'campaigns': [{'id': 'a', 'maxPlacements': 1}, {'id': 'b', 'maxPlacements': 1}], 'slots': [{'id': 's'}],
             'pairs': [{'campaign': 'a', 'slot': 's', 'value': 10}, {'campaign': 'b', 'slot': 's', 'value': 12}],
             'limits': [{'id': 'one', 'measure': 'PLACEMENTS', 'max': 1}],
             'keep': [{'campaign': 'a', 'slot': 's', 'cost': %s}]}
            """;

    @Test
    void movesOnlyWhereThatIsWorthWhatItCosts() {
        PlanResult stays = plan(KEEP.formatted("2.01"));
        PlanResult moves = plan(KEEP.formatted("1.99"));

        assertThat(stays.placements())
                .extracting(PlanResult.Placement::campaign)
                .containsExactly("a");
        assertThat(stays.totalValue()).isEqualByComparingTo("10");
        assertThat(stays.gap()).isZero();
        assertThat(stays.unplaced().getFirst().reason())
                .endsWith("would displace a in s (10) and gain 2, less than moving those counts against a plan.");
        assertThat(moves.placements())
                .extracting(PlanResult.Placement::campaign)
                .containsExactly("b");
        assertThat(moves.totalValue()).isEqualByComparingTo("12");
    }

    @Test
    void saysWhatOneMoreUnitOfABindingLimitIsWorth() {
        PlanResult result = plan("""
                {'campaigns': [{'id': 'a', 'maxPlacements': 1}, {'id': 'b', 'maxPlacements': 1}], 'slots': [{'id': 's'}],
                 'pairs': [{'campaign': 'a', 'slot': 's', 'value': 10}, {'campaign': 'b', 'slot': 's', 'value': 12}],
                 'limits': [{'id': 'binds', 'measure': 'PLACEMENTS', 'max': 1},
                            {'id': 'slack', 'measure': 'PLACEMENTS', 'max': 2}]}
                """);

        assertThat(result.limits().get(0).worth()).isEqualByComparingTo("10");
        assertThat(result.limits().get(1).worth()).isNull();
    }

    @Test
    void answersAMillionPairsAboutInTime() {
        int campaigns = 10_000;
        int slots = 2_000;
        List<PlanRequest.Pair> pairs = IntStream.range(0, Integer.getInteger("allocation.pairs", 100_000))
                .mapToObj(i -> new PlanRequest.Pair(
                        "c" + i % campaigns,
                        "s" + (i / campaigns * 37 + i) % slots,
                        BigDecimal.valueOf(10 + i % 97),
                        BigDecimal.valueOf(1 + i % 7),
                        BigDecimal.ONE))
                .toList();
        PlanRequest request = new PlanRequest(
                java.time.Duration.ofSeconds(2),
                IntStream.range(0, campaigns)
                        .mapToObj(i -> new PlanRequest.Campaign("c" + i, 0, 2))
                        .toList(),
                IntStream.range(0, slots)
                        .mapToObj(i -> new PlanRequest.Slot("s" + i, null, null, null))
                        .toList(),
                pairs,
                IntStream.range(0, slots)
                        .mapToObj(i -> new PlanRequest.Limit(
                                "l" + i,
                                List.of("s" + i),
                                null,
                                PlanRequest.Measure.LOAD,
                                BigDecimal.valueOf(20),
                                null))
                        .toList(),
                List.of(),
                List.of());

        PlanResult result = Planner.plan(request, PlanNames.ids());

        assertThat(result.feasible()).isTrue();
        assertThat(result.placements()).isNotEmpty();
        assertThat(result.unplaced())
                .allSatisfy(left -> assertThat(left.reason()).isNotBlank());
        // A second is promised; the rest is for a machine that is busy with other things.
        assertThat(result.solvedIn()).isLessThan(java.time.Duration.ofSeconds(10));
    }
}
