package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherExactTests {

    // 1: Fagerland, Lydersen and Laake 2015, in statsmodels 82c59e378b, statsmodels/stats/tests/test_proportion.py.
    // 2: German credit, AIF360's groups, trust.md V4.
    @ParameterizedTest
    @CsvSource({"7, 34, 1, 34, 0.05440013, 5e-9", "110, 190, 590, 810, 9.9446e-05, 5e-10"})
    void equalsThePublishedValues(int x1, int n1, int x2, int n2, double expected, double tolerance) {
        double pValue = FisherExact.pValue(new Sample(x1, n1), new Sample(x2, n2));

        assertThat(pValue).isCloseTo(expected, within(tolerance));
    }

    @Test
    void agreesWithAnotherImplementation() {
        Samples.pairs(400).forEach(pair -> {
            int[][] groupsAsColumns = {
                {(int) pair.group().favoured(), (int) pair.reference().favoured()},
                {
                    (int) (pair.group().eligible() - pair.group().favoured()),
                    (int) (pair.reference().eligible() - pair.reference().favoured())
                }
            };
            double other = FisherExactTest.withDefaults().test(groupsAsColumns).getPValue();

            assertThat(FisherExact.pValue(pair.group(), pair.reference()))
                    .as("%s", pair)
                    .isCloseTo(other, within(1e-9 * other + 1e-250));
        });
    }

    @Test
    void isOneWhereNothingCouldDiffer() {
        assertThat(FisherExact.pValue(new Sample(0, 40), new Sample(0, 60))).isOne();
        assertThat(FisherExact.pValue(new Sample(40, 40), new Sample(60, 60))).isOne();
        assertThat(FisherExact.pValue(new Sample(0, 0), new Sample(3, 60))).isOne();
    }

    @Test
    void staysQuickForTheLargestAudiences() {
        assertThat(java.util.concurrent.CompletableFuture.supplyAsync(() -> FisherExact.pValue(
                        new Sample(1_000_000_000, Integer.MAX_VALUE), new Sample(1_000_030_000, Integer.MAX_VALUE))))
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(pValue -> assertThat(pValue).isBetween(0.0, 1.0));
    }
}
