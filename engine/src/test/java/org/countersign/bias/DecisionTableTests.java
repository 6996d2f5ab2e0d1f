package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of design.md, section 7, with T = 0.8; both sides of each boundary. */
class DecisionTableTests {

    private static final double JUST_BELOW = Math.nextDown(0.8);
    private static final double JUST_ABOVE = Math.nextUp(1.25);

    @ParameterizedTest
    @CsvSource({
        "30, 0.20, 0.79, FAIL", // U < T
        "30, 0.20, 0.80, REVIEW", // R < T = U
        "79, 0.70, 0.90, REVIEW", // R < T
        "80, 0.70, 0.90, INCONCLUSIVE", // L < T = R
        "80, 0.80, 0.90, PASS", // L = T = R
        "90, 0.79, 1.20, INCONCLUSIVE", // L < T
        "90, 0.80, 1.25, PASS", // L = T and U = 1/T
        "90, 0.80, 1.26, INCONCLUSIVE", // 1/T < U
        "125, 1.10, 1.25, PASS", // R = U = 1/T
        "125, 1.10, 1.30, INCONCLUSIVE", // R = 1/T < U
        "126, 1.10, 1.30, REVIEW", // 1/T < R
        "126, 1.25, 1.30, REVIEW", // L = 1/T < R
        "126, 1.26, 1.30, FAIL" // L > 1/T
    })
    void appliesTheFirstRowThatFits(int favoured, double low, double high, BiasResult expected) {
        Sample group = new Sample(favoured, 1_000);
        Sample reference = new Sample(100, 1_000);

        BiasResult result = DecisionTable.judge(group, reference, new Interval(low, high), 0.8);

        assertThat(result).isEqualTo(expected);
    }

    @Test
    void turnsOnTheVeryNextNumber() {
        Sample group = new Sample(50, 100);
        Sample reference = new Sample(100, 100);

        assertThat(DecisionTable.judge(group, reference, new Interval(0.4, JUST_BELOW), 0.8))
                .isEqualTo(BiasResult.FAIL);
        assertThat(DecisionTable.judge(group, reference, new Interval(0.4, 0.8), 0.8))
                .isEqualTo(BiasResult.REVIEW);
        assertThat(DecisionTable.judge(reference, reference, new Interval(0.8, JUST_ABOVE), 0.8))
                .isEqualTo(BiasResult.INCONCLUSIVE);
    }

    /** Ratios that are 0.8 on paper are 0.8 here, whatever their rates round to: 0.56 / 0.7 as doubles is not. */
    @ParameterizedTest
    @CsvSource({"56, 100, 70, 100", "28, 50, 7, 10", "24, 30, 30, 30", "4, 7, 5, 7", "44, 90, 55, 90"})
    void takesFourFifthsAsFourFifths(int x1, int n1, int x2, int n2) {
        Sample group = new Sample(x1, n1);
        Sample reference = new Sample(x2, n2);

        assertThat(DecisionTable.judge(group, reference, new Interval(0.1, 0.9), 0.8))
                .isEqualTo(BiasResult.INCONCLUSIVE);
        assertThat(DecisionTable.judge(reference, group, new Interval(1.1, 2.5), 0.8))
                .isEqualTo(BiasResult.INCONCLUSIVE);
    }

    // Campaigns of The Complete Journey, trust.md section 1.3: as they stand, and corrected for five comparisons.
    @ParameterizedTest
    @CsvSource({"128, 142, 59, 59, PASS, PASS", "40, 72, 47, 59, REVIEW, REVIEW", "12, 72, 18, 46, FAIL, REVIEW"})
    void judgesRealCampaigns(int x1, int n1, int x2, int n2, BiasResult stated, BiasResult corrected) {
        Sample group = new Sample(x1, n1);
        Sample reference = new Sample(x2, n2);
        Confidence confidence = new Confidence(0.95);

        assertThat(DecisionTable.judge(group, reference, KoopmanScore.interval(group, reference, confidence), 0.8))
                .isEqualTo(stated);
        assertThat(DecisionTable.judge(
                        group, reference, KoopmanScore.interval(group, reference, confidence.correctedFor(5)), 0.8))
                .isEqualTo(corrected);
    }
}
