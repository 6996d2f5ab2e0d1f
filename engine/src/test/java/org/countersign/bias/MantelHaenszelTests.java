package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.countersign.bias.MantelHaenszel.Stratum;
import org.junit.jupiter.api.Test;

/** Tables and values: statsmodels, statsmodels/stats/tests/test_contingency_tables.py, from R's mantelhaen.test. */
class MantelHaenszelTests {

    private static final Confidence CONFIDENCE = new Confidence(0.95);

    private final MantelHaenszel first = of("0 0 6 5", "3 0 3 6", "6 2 0 4", "5 6 1 0", "2 5 0 0");
    private final MantelHaenszel second = of("20 14 10 24", "15 12 3 15", "3 2 3 2", "12 3 7 5", "1 0 3 2");
    private final MantelHaenszel third =
            of("313 512 19 89", "207 353 8 17", "205 120 391 202", "278 139 244 131", "138 53 299 94", "351 22 317 24");

    @Test
    void equalsThePublishedOddsRatios() {
        assertThat(first.oddsRatio()).isCloseTo(7, within(1e-12));
        assertThat(second.oddsRatio()).isCloseTo(3.5912, within(5e-5));
        assertThat(third.oddsRatio()).isCloseTo(1.101879, within(5e-7));
    }

    @Test
    void equalsThePublishedIntervals() {
        assertThat(first.interval(CONFIDENCE).low()).isCloseTo(1.026713, within(5e-7));
        assertThat(first.interval(CONFIDENCE).high()).isCloseTo(47.725133, within(5e-7));
        assertThat(second.interval(CONFIDENCE).low()).isCloseTo(1.781135, within(5e-7));
        assertThat(second.interval(CONFIDENCE).high()).isCloseTo(7.240633, within(5e-7));
        assertThat(third.interval(CONFIDENCE).low()).isCloseTo(0.9402012, within(5e-8));
        assertThat(third.interval(CONFIDENCE).high()).isCloseTo(1.2913602, within(5e-8));
    }

    @Test
    void equalsThePublishedTests() {
        assertThat(first.statistic()).isCloseTo(3.9286, within(5e-5));
        assertThat(first.pValue()).isCloseTo(0.04747, within(5e-6));
        assertThat(second.statistic()).isCloseTo(11.8852, within(5e-5));
        assertThat(second.pValue()).isCloseTo(0.0005658, within(5e-8));
        assertThat(third.statistic()).isCloseTo(1.3368, within(5e-5));
        assertThat(third.pValue()).isCloseTo(0.2476, within(5e-5));
    }

    @Test
    void equalsThePublishedTestsOfHomogeneity() {
        assertThat(second.homogeneityStatistic()).isCloseTo(1.8438, within(5e-5));
        assertThat(second.homogeneityPValue()).isCloseTo(0.7645, within(5e-5));
        assertThat(third.homogeneityStatistic()).isCloseTo(18.83297, within(5e-6));
        assertThat(third.homogeneityPValue()).isCloseTo(0.002064786, within(5e-9));
    }

    @Test
    void exchangingTheGroupsTurnsTheOddsOver() {
        MantelHaenszel exchanged = of("10 24 20 14", "3 15 15 12", "3 2 3 2", "7 5 12 3", "3 2 1 0");

        assertThat(exchanged.oddsRatio()).isCloseTo(1 / second.oddsRatio(), within(1e-12));
        assertThat(exchanged.pValue()).isCloseTo(second.pValue(), within(1e-12));
        assertThat(exchanged.interval(CONFIDENCE).low())
                .isCloseTo(1 / second.interval(CONFIDENCE).high(), within(1e-12));
    }

    @Test
    void emptyAndOneSidedStrataCarryNoWeight() {
        MantelHaenszel padded = new MantelHaenszel(Stream.concat(
                        second.strata().stream(),
                        Stream.of(
                                new Stratum(new Sample(0, 0), new Sample(0, 0)),
                                new Stratum(new Sample(5, 9), new Sample(0, 0)),
                                new Stratum(new Sample(0, 0), new Sample(0, 1))))
                .toList());

        assertThat(padded.oddsRatio()).isCloseTo(second.oddsRatio(), within(1e-12));
        assertThat(padded.statistic()).isCloseTo(second.statistic(), within(1e-12));
    }

    @Test
    void knowsNothingWhereNothingIsComparable() {
        MantelHaenszel nothing = new MantelHaenszel(List.of(new Stratum(new Sample(3, 3), new Sample(2, 2))));

        assertThat(nothing.oddsRatio()).isNaN();
        assertThat(nothing.interval(CONFIDENCE)).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
        assertThat(nothing.pValue()).isOne();
        assertThat(new MantelHaenszel(List.of()).oddsRatio()).isNaN();
    }

    private static MantelHaenszel of(String... tables) {
        return new MantelHaenszel(Stream.of(tables)
                .map(table -> {
                    double[] cells = Stream.of(table.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    return new Stratum(
                            new Sample(cells[0], cells[0] + cells[1]), new Sample(cells[2], cells[2] + cells[3]));
                })
                .toList());
    }
}
