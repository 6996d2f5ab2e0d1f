package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClopperPearsonTests {

    private static final Confidence CONFIDENCE = new Confidence(0.95);

    // "exact" of R's binom.confint in statsmodels 1a63aa78b1, statsmodels/stats/tests/results/results_proportion.py.
    @ParameterizedTest
    @CsvSource({
        "18, 20, 0.6830172859809176, 0.9876514728297052",
        "4, 20, 0.05733399705003284, 0.436614002996668",
        "4, 200, 0.005475565879556443, 0.05041360908989634",
        "190, 200, 0.9099724622986486, 0.975765834527891",
    })
    void equalsThePublishedIntervals(int favoured, int eligible, double low, double high) {
        Interval interval = ClopperPearson.interval(new Sample(favoured, eligible), CONFIDENCE);

        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    // The same file gives 0.11570331 for 0 of 30: 1 − 0.025^(1/30), which has a closed form.
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 368})
    void hasItsClosedFormWhereAllOrNobodyAre(int eligible) {
        double end = Math.pow(0.025, 1.0 / eligible);

        Interval all = ClopperPearson.interval(new Sample(eligible, eligible), CONFIDENCE);
        Interval none = ClopperPearson.interval(new Sample(0, eligible), CONFIDENCE);

        assertThat(all.low()).isCloseTo(end, within(1e-12));
        assertThat(all.high()).isOne();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(1 - end, within(1e-12));
    }

    @Test
    void isSymmetricAndNeverNarrowerThanItPromises() {
        for (int favoured = 0; favoured <= 40; favoured++) {
            Interval interval = ClopperPearson.interval(new Sample(favoured, 40), CONFIDENCE);
            Interval mirrored = ClopperPearson.interval(new Sample(40 - favoured, 40), CONFIDENCE);

            assertThat(interval.low()).isCloseTo(1 - mirrored.high(), within(1e-12));
            assertThat(interval.low()).isLessThanOrEqualTo(favoured / 40.0);
            assertThat(interval.high()).isGreaterThanOrEqualTo(favoured / 40.0);
        }
    }
}
