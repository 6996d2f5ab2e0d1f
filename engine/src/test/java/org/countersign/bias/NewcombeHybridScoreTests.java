package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewcombeHybridScoreTests {

    private static final Confidence CONFIDENCE = new Confidence(0.95);

    // Newcombe, Statistics in Medicine 17 (1998), table II, method 10, the eight examples (a) to (h).
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void equalsThePublishedIntervals(int x1, int n1, int x2, int n2, double low, double high) {
        Interval interval = NewcombeHybridScore.interval(new Sample(x1, n1), new Sample(x2, n2), CONFIDENCE);

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    // Fagerland, Lydersen and Laake 2015, in statsmodels, statsmodels/stats/tests/test_proportion.py.
    @ParameterizedTest
    @CsvSource({"7, 34, 1, 34, 0.019, 0.34"})
    void equalsTheIntervalOfFagerland(int x1, int n1, int x2, int n2, double low, double high) {
        Interval interval = NewcombeHybridScore.interval(new Sample(x1, n1), new Sample(x2, n2), CONFIDENCE);

        assertThat(interval.low()).isCloseTo(low, within(5e-4));
        assertThat(interval.high()).isCloseTo(high, within(5e-3));
    }
}
