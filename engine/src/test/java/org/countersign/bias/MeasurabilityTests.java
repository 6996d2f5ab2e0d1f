package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.bias.BiasCheckRequest.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurabilityTests {

    @ParameterizedTest
    @CsvSource({"29, false", "30, true"})
    void asksForThirtyEligible(int eligible, boolean expected) {
        Group group = new Group("65+", eligible, 10);
        Measurability measurability = Measurability.of(List.of(group, new Group("19-24", 1_000, 500)));

        assertThat(measurability.isMeasurable(group)).isEqualTo(expected);
    }

    /** Together 1,050 of which 105 were favoured: a tenth, so 50 eligible are expected to bring exactly 5. */
    @ParameterizedTest
    @CsvSource({"49, false", "50, true", "51, true"})
    void asksForFiveFavouredExpectedAtThePooledRate(int eligible, boolean expected) {
        Group group = new Group("65+", eligible, 0);
        Measurability measurability = Measurability.of(List.of(group, new Group("19-24", 1_050 - eligible, 105)));

        assertThat(measurability.isMeasurable(group)).isEqualTo(expected);
    }

    @Test
    void judgesAGroupOfWhichNobodyWasFavouredByWhatWasExpected() {
        Group nobody = new Group("65+", 200, 0);
        Measurability measurability = Measurability.of(List.of(nobody, new Group("19-24", 200, 100)));

        assertThat(measurability.isMeasurable(nobody)).isTrue();
    }

    @Test
    void neverJudgesTheUnknown() {
        Group unknown = new Group("Unknown", 100, 50);
        Measurability measurability = Measurability.of(List.of(unknown, new Group("65+", 900, 500)));

        assertThat(measurability.isMeasurable(unknown)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"200, false", "201, true"})
    void toleratesAFifthOfUnknowns(int unknown, boolean obstacle) {
        List<Group> groups = List.of(
                new Group("unknown", unknown, 50), new Group("a", 400, 200), new Group("b", 600 - unknown, 100));

        assertThat(Measurability.of(groups).obstacle(groups).isPresent()).isEqualTo(obstacle);
    }
}
