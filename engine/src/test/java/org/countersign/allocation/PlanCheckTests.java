package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the contract's JSON, and where. */
class PlanCheckTests {

    @Test
    void refusesWithAPointerToEachError() {
        assertThat(pointers("""
                {'timeLimit': 'PT0S',
                 'campaigns': [{'id': 'a', 'minPlacements': 3, 'maxPlacements': 2}, {'id': 'a', 'maxPlacements': 1},
                               {'id': 'b', 'minPlacements': -1}],
                 'slots': [{'id': 's', 'start': '2026-11-24T08:00:00Z', 'end': '2026-11-24T08:00:00Z'}, {'id': ' '}],
                 'pairs': [{'campaign': 'a', 'slot': 's', 'value': 1, 'load': -1},
                           {'campaign': 'a', 'slot': 's', 'value': 2},
                           {'campaign': 'x', 'slot': 's'}],
                 'limits': [{'id': 'l', 'slots': ['s', 'y'], 'measure': 'LOAD', 'max': 1, 'min': 2}, {'id': 'm'}],
                 'slotConflicts': [['s', 's'], ['s']],
                 'pins': [{'campaign': 'b', 'slot': 's'}]}
                """))
                .containsExactly(
                        "/timeLimit",
                        "/campaigns/0/maxPlacements",
                        "/campaigns/1/id",
                        "/campaigns/2/minPlacements",
                        "/campaigns/2/maxPlacements",
                        "/slots/0/end",
                        "/slots/1/id",
                        "/pairs/0/load",
                        "/pairs/1",
                        "/pairs/2/campaign",
                        "/pairs/2/value",
                        "/limits/0/slots/1",
                        "/limits/0/min",
                        "/limits/1/measure",
                        "/slotConflicts/0",
                        "/slotConflicts/1",
                        "/pins/0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'campaigns': [{'id': 'a', 'maxPlacements': 1}, {'id': 'a', 'maxPlacements': 1}]} | /campaigns/1/id | The id a is taken by campaign number 0 (from 0) already.
            {'slots': [{'id': 's'}, {'id': 's'}]} | /slots/1/id | The id s is taken by slot number 0 (from 0) already.
            {'limits': [{'id': 'l', 'measure': 'LOAD'}, {'id': 'l', 'measure': 'LOAD'}]} | /limits/1/id | The id l is taken by limit number 0 (from 0) already.
            {'slots': [{'id': 's'}], 'pairs': [{'campaign': 'x', 'slot': 's', 'value': 1}]} | /pairs/0/campaign | There is no campaign x.
            {'limits': [{'id': 'l', 'slots': ['y'], 'measure': 'LOAD', 'max': 1}]} | /limits/0/slots/0 | There is no slot y.
            {'slotConflicts': [['y', 'z']]} | /slotConflicts/0/0 | There is no slot y.
            {'limits': [{'id': 'l', 'measure': 'COST', 'max': -0.5}]} | /limits/0/max | Is -0.5; must be 0 or more.
            {'campaigns': [{'id': 'a', 'minPlacements': -1, 'maxPlacements': 1}]} | /campaigns/0/minPlacements | Is -1; must be 0 or more.
            {'limits': [{'id': 'l', 'measure': 'LOAD', 'max': 1, 'min': 2}]} | /limits/0/min | Is 2; must not be more than max, 1.
            {'campaigns': [{'id': 'a', 'maxPlacements': 1}], 'slots': [{'id': 's'}], 'pairs': [{'campaign': 'a', 'slot': 's', 'value': 1}], 'keep': [{'campaign': 'a', 'slot': 's', 'cost': -1}]} | /keep/0/cost | Is -1; must be 0 or more.
            {'timeLimit': 'PT6M'} | /timeLimit | Is PT6M; must be more than PT0S and at most PT5M.
            """)
    void saysWhatIsWrongWithBadInput(String json, String pointer, String message) {
        assertThat(errors(json)).contains(new FieldError(pointer, message));
    }

    @Test
    void refusesNumbersThatADoubleDoesNotHold() {
        String json =
                "{'campaigns': [{'id': 'a', 'maxPlacements': 1}], 'slots': [{'id': 's'}], 'pairs': [{'campaign': 'a',"
                        + " 'slot': 's', 'value': %s}]}";

        assertThat(pointers(json.formatted("0.12345678901234567"))).containsExactly("/pairs/0/value");
        assertThat(pointers(json.formatted("1e400"))).containsExactly("/pairs/0/value");
        assertThat(plan(json.formatted("0.1234567890123456")).totalValue()).isEqualByComparingTo("0.123456789012346");
        assertThat(plan(json.formatted("1e12")).totalValue()).isEqualByComparingTo("1e12");
    }

    @Test
    void refusesTotalsTooLargeToBeExact() {
        assertThat(errors("""
                {'campaigns': [{'id': 'a', 'maxPlacements': 1}], 'slots': [{'id': 's'}],
                 'pairs': [{'campaign': 'a', 'slot': 's', 'value': 9007199254740991}]}
                """).getFirst().message()).contains("too large to be planned exactly");
    }

    @Test
    void refusesMoreThanItCanPlan() {
        List<PlanRequest.Slot> slots = IntStream.range(0, PlanCheck.MOST_SLOTS + 1)
                .mapToObj(i -> new PlanRequest.Slot("s" + i, null, null, null))
                .toList();
        PlanRequest request = new PlanRequest(null, List.of(), slots, List.of(), List.of(), List.of(), List.of());

        Refusal.Invalid refusal =
                catchThrowableOfType(Refusal.Invalid.class, () -> Planner.plan(request, PlanNames.ids()));

        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly("/slots");
    }

    @Test
    void refusesWhatIsNotANumber() {
        assertThatThrownBy(() -> read("{'pairs': [{'value': NaN}]}")).hasMessageContaining("NaN");
    }

    private static PlanResult plan(String json) {
        return Planner.plan(read(json), PlanNames.ids());
    }

    private static PlanRequest read(String json) {
        return Json.MAPPER.readValue(json.replace('\'', '"'), PlanRequest.class);
    }

    private static List<FieldError> errors(String json) {
        return catchThrowableOfType(Refusal.Invalid.class, () -> plan(json)).errors();
    }

    private static List<String> pointers(String json) {
        return errors(json).stream().map(FieldError::pointer).toList();
    }
}
