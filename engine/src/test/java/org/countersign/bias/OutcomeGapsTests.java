package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OutcomeGapsTests {

    // Fairlearn ebf8fa7538, docs/user_guide/assessment/perform_fairness_assessment.rst.
    private static final int[] TRUE = {0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    private static final int[] PREDICTED = {0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0};
    private static final String GROUPS = "bbabbcccaacabccbcc";

    private final Map<String, ConfusionMatrix> fairlearn = groups();

    @Test
    void equalsFairlearnsRatesByGroup() {
        assertRates("a", 0.5, 1.0, 0.75, 4);
        assertRates("b", 0.6, 0, 0.5, 6);
        assertRates("c", 0.4, 0.666667, 0.5, 8);
    }

    @Test
    void equalsFairlearnsOverallRatesDifferencesAndRatios() {
        ConfusionMatrix overall =
                fairlearn.values().stream().reduce(ConfusionMatrix::plus).orElseThrow();

        assertThat(overall.rightlySelected().rate()).isEqualTo(0.5);
        assertThat(overall.wronglySelected().rate()).isCloseTo(0.666667, within(5e-7));
        assertThat(overall.selected().rate()).isCloseTo(0.555556, within(5e-7));
        assertThat(OutcomeGaps.range(fairlearn.values(), ConfusionMatrix::rightlySelected))
                .isCloseTo(0.20, within(1e-12));
        assertThat(OutcomeGaps.range(fairlearn.values(), ConfusionMatrix::wronglySelected))
                .isEqualTo(1.00);
        assertThat(OutcomeGaps.range(fairlearn.values(), ConfusionMatrix::selected))
                .isEqualTo(0.25);
        assertThat(OutcomeGaps.ratio(fairlearn.values(), ConfusionMatrix::rightlySelected))
                .isCloseTo(0.666667, within(5e-7));
        assertThat(OutcomeGaps.ratio(fairlearn.values(), ConfusionMatrix::selected))
                .isCloseTo(0.666667, within(5e-7));
        assertThat(OutcomeGaps.equalizedOddsDifference(fairlearn.values())).isEqualTo(1.0);
        assertThat(OutcomeGaps.equalizedOddsRatio(fairlearn.values())).isEqualTo(0.0);
    }

    // "to_overall" of the same page: differences 0.1, 0.666667, 0.194444 and ratios 0.8, 0, 0.740741.
    @Test
    void equalsFairlearnsDistancesFromTheWhole() {
        assertFromTheWhole(ConfusionMatrix::rightlySelected, 0.1, 0.8);
        assertFromTheWhole(ConfusionMatrix::wronglySelected, 0.666667, 0);
        assertFromTheWhole(ConfusionMatrix::selected, 0.194444, 0.740741);
    }

    private void assertFromTheWhole(Function<ConfusionMatrix, Sample> of, double difference, double ratio) {
        Sample whole = of.apply(
                fairlearn.values().stream().reduce(ConfusionMatrix::plus).orElseThrow());
        double furthest = 0;
        double smallest = 1;
        for (ConfusionMatrix group : fairlearn.values()) {
            furthest = Math.max(furthest, Math.abs(of.apply(group).rate() - whole.rate()));
            smallest = Math.min(smallest, Math.min(of.apply(group).ratioTo(whole), whole.ratioTo(of.apply(group))));
        }
        assertThat(furthest).isCloseTo(difference, within(5e-7));
        assertThat(smallest).isCloseTo(ratio, within(5e-7));
    }

    // German credit with AIF360's default, age above 25: trust.md 1.4, V4. The second pair is age from 25 on.
    @Test
    void equalsGermanCreditOnBothSidesOfOneCharacter() {
        Sample young = new Sample(110, 190);
        Sample old = new Sample(590, 810);

        assertThat(young.rate() - old.rate()).isCloseTo(-0.149447693, within(5e-10));
        assertThat(young.ratioTo(old)).isCloseTo(0.794826048, within(5e-10));
        assertThat(FisherExact.pValue(young, old)).isCloseTo(9.9446e-05, within(5e-9));
        assertThat(new Sample(88, 149).ratioTo(new Sample(612, 851))).isCloseTo(0.821248410, within(5e-10));
        assertThat(new Sample(201, 310).ratioTo(new Sample(499, 690))).isCloseTo(0.896567328, within(5e-10));
    }

    // By hand, with as many false negatives on one side as nowhere on the other: TrustyAI 8c01552e takes the
    // unprivileged matrix for both sides there (GroupAverageOddsDifference.java:94), and would give another value.
    @Test
    void takesEachSidesOwnCounts() {
        ConfusionMatrix unprivileged = new ConfusionMatrix(20, 10, 30, 40);
        ConfusionMatrix privileged = new ConfusionMatrix(40, 10, 10, 40);

        assertThat(OutcomeGaps.equalOpportunityDifference(unprivileged, privileged))
                .isCloseTo(0.4 - 0.8, within(1e-12));
        assertThat(OutcomeGaps.averageOddsDifference(unprivileged, privileged)).isCloseTo(-0.2, within(1e-12));
        assertThat(OutcomeGaps.averageAbsoluteOddsDifference(unprivileged, privileged))
                .isCloseTo(0.2, within(1e-12));
        assertThat(OutcomeGaps.predictiveParityDifference(unprivileged, privileged))
                .isCloseTo(20.0 / 30 - 0.8, within(1e-12));
        assertThat(OutcomeGaps.statisticalParityDifference(unprivileged, privileged))
                .isCloseTo(-0.2, within(1e-12));
        assertThat(OutcomeGaps.disparateImpact(unprivileged, privileged)).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void oppositeGapsCancelOnlyWhereTheyMay() {
        ConfusionMatrix one = new ConfusionMatrix(30, 30, 70, 70);
        ConfusionMatrix other = new ConfusionMatrix(50, 10, 50, 90);

        assertThat(OutcomeGaps.averageOddsDifference(one, other)).isCloseTo(0, within(1e-12));
        assertThat(OutcomeGaps.averageAbsoluteOddsDifference(one, other)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void whatCannotBeMeasuredIsNotZero() {
        ConfusionMatrix nobody = new ConfusionMatrix(0, 0, 0, 0);
        ConfusionMatrix neverRight = new ConfusionMatrix(0, 5, 0, 5);

        assertThat(OutcomeGaps.equalOpportunityDifference(neverRight, new ConfusionMatrix(5, 0, 5, 0)))
                .isNaN();
        assertThat(OutcomeGaps.disparateImpact(nobody, nobody)).isNaN();
        assertThat(OutcomeGaps.range(List.of(), ConfusionMatrix::selected)).isNaN();
        assertThat(OutcomeGaps.equalizedOddsDifference(List.of(neverRight, nobody)))
                .isNaN();
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> new ConfusionMatrix(0, -1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    private void assertRates(String group, double right, double wrong, double selected, long total) {
        ConfusionMatrix matrix = fairlearn.getOrDefault(group, new ConfusionMatrix(0, 0, 0, 0));
        assertThat(matrix.rightlySelected().rate()).as(group).isEqualTo(right);
        assertThat(matrix.wronglySelected().rate()).as(group).isCloseTo(wrong, within(5e-7));
        assertThat(matrix.selected().rate()).as(group).isEqualTo(selected);
        assertThat(matrix.total()).as(group).isEqualTo(total);
    }

    private static Map<String, ConfusionMatrix> groups() {
        Map<String, ConfusionMatrix> groups = new TreeMap<>();
        for (int i = 0; i < TRUE.length; i++) {
            boolean right = TRUE[i] == 1;
            boolean chosen = PREDICTED[i] == 1;
            groups.merge(
                    GROUPS.substring(i, i + 1),
                    new ConfusionMatrix(
                            right && chosen ? 1 : 0,
                            !right && chosen ? 1 : 0,
                            right && !chosen ? 1 : 0,
                            !right && !chosen ? 1 : 0),
                    ConfusionMatrix::plus);
        }
        return groups;
    }
}
