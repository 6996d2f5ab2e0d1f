package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be looked at every day. */
class SequentialTests {

    private static final double[] NIST = {
        324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600, 324.625, 325.150,
        328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350
    };

    // confseq 70b1ef30ae, test/uniform_boundaries_unittest.cpp.
    @Test
    void equalsThePublishedNormalMixture() {
        NormalMixture mixture = NormalMixture.tightestAt(100, 0.05);

        assertThat(mixture.rho()).isCloseTo(12.60056, within(1e-5));
        assertThat(mixture.logEvidence(10, 100)).isCloseTo(-0.6510052, within(1e-5));
        assertThat(mixture.bound(100, 0.05)).isCloseTo(30.35209, within(1e-5));
    }

    // The same file, BernoulliConfidenceIntervalTest.
    @ParameterizedTest
    @CsvSource({
        "700, 1000, 100, 0.651629, 0.745949",
        "15, 50, 50, 0.129556, 0.511896",
        "5, 50, 50, 0.013021, 0.269264",
        "1, 50, 50, 0, 0.13489",
        "1, 2, 50, 0, 1",
        "100, 200, 1, 0.328923, 0.671076",
        "0, 1, 50, 0, 1",
        "1, 1, 50, 0, 1"
    })
    void equalsThePublishedConfidenceSequences(int favoured, int all, int tightest, double low, double high) {
        Interval interval = new ConfidenceSequence(tightest, new Confidence(0.95)).interval(new Sample(favoured, all));

        assertThat(interval.low()).isCloseTo(low, within(1e-5));
        assertThat(interval.high()).isCloseTo(high, within(1e-5));
    }

    // NIST/SEMATECH e-Handbook 6.3.2.3: data, target and parameters; sums recomputed, trust.md 1.4, V13.
    @Test
    void equalsThePublishedCusum() {
        Cusum cusum = new Cusum(325, 0.3175, 4.1959);

        List<Cusum.Step> steps = cusum.steps(NIST);

        assertThat(steps.subList(12, 20).stream().mapToDouble(Cusum.Step::high).toArray())
                .containsExactly(
                        new double[] {3.0075, 4.94, 7.4475, 10.63, 11.9875, 14.445, 16.0025, 19.035}, within(1e-9));
        assertThat(steps.subList(0, 13)).noneMatch(cusum::isAlarm);
        assertThat(cusum.isAlarm(steps.get(13))).isTrue();
    }

    @Test
    void cusumFindsBothDirectionsAlike() {
        double[] falling = new SplittableRandom(1).doubles(30).map(u -> u - 1.5).toArray();
        double[] rising = java.util.Arrays.stream(falling).map(value -> -value).toArray();

        Cusum.Step down = Cusum.STANDARD.steps(falling).getLast();
        Cusum.Step up = Cusum.STANDARD.steps(rising).getLast();

        assertThat(down.low()).isEqualTo(up.high());
        assertThat(Cusum.STANDARD.isAlarm(down)).isTrue();
        assertThat(Cusum.STANDARD.isAlarm(new Cusum.Step(5, 5))).isFalse();
        assertThat(Cusum.STANDARD.isAlarm(new Cusum.Step(Math.nextUp(5.0), 0))).isTrue();
    }

    /** The mixture of one customer of each group by hand: each of the four tables gets a quarter. */
    @Test
    void evidenceOfOneCustomerEachIsKnownInClosedForm() {
        GapEvidence parity = new GapEvidence(1);

        assertThat(parity.log(new Sample(1, 1), new Sample(0, 1))).isCloseTo(Math.log(0.25 / 0.25), within(1e-12));
        assertThat(parity.log(new Sample(1, 1), new Sample(1, 1))).isCloseTo(Math.log(0.25), within(1e-12));
    }

    /** An e-variable: its expectation is at most 1 at every rate within the tolerance. Summed over every table. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.5, 1", "0.2, 0.2, 1", "0.02, 0.02, 1", "0.4, 0.5, 0.8", "0.45, 0.5, 0.8", "0.5, 0.4, 0.8"})
    void evidenceIsAtMostOneOnAverage(double first, double second, double tolerance) {
        GapEvidence evidence = new GapEvidence(tolerance);
        int size = 40;
        double expectation = 0;
        var group = org.apache.commons.statistics.distribution.BinomialDistribution.of(size, first);
        var reference = org.apache.commons.statistics.distribution.BinomialDistribution.of(size, second);

        for (int x = 0; x <= size; x++) {
            for (int y = 0; y <= size; y++) {
                expectation += group.probability(x)
                        * reference.probability(y)
                        * Math.exp(evidence.log(new Sample(x, size), new Sample(y, size)));
            }
        }

        assertThat(expectation).isLessThanOrEqualTo(1);
    }

    @Test
    void evidenceGrowsWithAGapBeyondTheToleranceAndNotWithinIt() {
        GapEvidence evidence = new GapEvidence(0.9);

        assertThat(evidence.log(new Sample(3_000, 10_000), new Sample(5_000, 10_000)))
                .isGreaterThan(Math.log(20));
        assertThat(evidence.log(new Sample(4_700, 10_000), new Sample(5_000, 10_000)))
                .isNegative();
    }

    @Test
    void evidenceIsTheSameFromBothSides() {
        GapEvidence evidence = new GapEvidence(0.8);
        Samples.pairs(500)
                .forEach(pair -> assertThat(evidence.log(pair.group(), pair.reference()))
                        .as("%s", pair)
                        .isCloseTo(evidence.log(pair.reference(), pair.group()), within(1e-7)));
    }

    @Test
    void nobodyIsNoEvidence() {
        GapEvidence evidence = new GapEvidence(0.9);

        assertThat(evidence.log(new Sample(0, 0), new Sample(5, 10))).isZero();
        assertThat(evidence.log(new Sample(0, 10), new Sample(0, 10))).isNegative();
        assertThat(evidence.log(new Sample(10, 10), new Sample(10, 10))).isNegative();
    }
}
