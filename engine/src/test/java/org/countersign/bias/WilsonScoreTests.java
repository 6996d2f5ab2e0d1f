package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonScoreTests {

    private static final Confidence CONFIDENCE = new Confidence(0.95);

    // statsmodels, statsmodels/stats/tests/test_proportion.py.
    @Test
    void equalsThePublishedIntervalOfHalf() {
        Interval interval = WilsonScore.interval(new Sample(19, 38), CONFIDENCE);

        assertThat(interval.low()).isCloseTo(0.348499283643951, within(1e-14));
        assertThat(interval.high()).isCloseTo(0.651500716356049, within(1e-14));
    }

    @Test
    void endsExactlyAtZeroAndOne() {
        assertThat(WilsonScore.interval(new Sample(0, 37), CONFIDENCE).low()).isZero();
        assertThat(WilsonScore.interval(new Sample(37, 37), CONFIDENCE).high()).isOne();
    }
}
