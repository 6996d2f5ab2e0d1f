package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MultiplicityTests {

    // statsmodels, statsmodels/stats/tests/test_multi.py, from R's multtest: ten p-values, in ascending order.
    private static final double[] TEN = {
        5.2365677720800003e-05, 2.8140506198000000e-04, 1.4987731079600001e-02, 2.0273268879800001e-02,
        1.7709695272300000e-01, 6.4219392379499995e-01, 6.8084594763299999e-01, 7.1626938238000004e-01,
        8.3854136755300002e-01, 9.6783382430900000e-01
    };

    // Growthbook 8f1db44569, packages/shared/test/experiments.test.ts.
    @Test
    void equalsThePublishedCorrections() {
        assertThat(Multiplicity.holm(new double[] {.01, .04, .03, .005, .55, .6}))
                .containsExactly(new double[] {.05, .12, .12, .03, 1, 1}, within(1e-12));
        assertThat(Multiplicity.benjaminiHochberg(new double[] {.898, .138, .007, .964, .538, .006, .138}))
                .containsExactly(new double[] {.964, .2415, .0245, .964, .7532, .0245, .2415}, within(1e-12));
    }

    @Test
    void equalsTheCorrectionsOfMulttest() {
        assertThat(Multiplicity.holm(TEN))
                .containsExactly(
                        new double[] {
                            5.2365677720800005e-04,
                            2.5326455578199999e-03,
                            1.1990184863680001e-01,
                            1.4191288215860001e-01,
                            1,
                            1,
                            1,
                            1,
                            1,
                            1
                        },
                        within(1e-15));
        assertThat(Multiplicity.benjaminiHochberg(TEN))
                .containsExactly(
                        new double[] {
                            5.2365677720800005e-04, 1.4070253098999999e-03, 4.9959103598666670e-02,
                            5.0683172199499998e-02, 3.5419390544599999e-01, 8.9533672797500008e-01,
                            8.9533672797500008e-01, 8.9533672797500008e-01, 9.3171263061444454e-01,
                            9.6783382430900000e-01
                        },
                        within(1e-15));
    }

    @Test
    void leavesOutWhatCouldNotBeComputed() {
        double[] corrected = Multiplicity.holm(new double[] {0.01, Double.NaN, 0.02});

        assertThat(corrected[0]).isEqualTo(0.02);
        assertThat(corrected[1]).isNaN();
        assertThat(corrected[2]).isEqualTo(0.02);
    }

    @Test
    void correctsNothingForOne() {
        assertThat(Multiplicity.holm(new double[] {0.03})).containsExactly(0.03);
        assertThat(Multiplicity.benjaminiHochberg(new double[] {0.03})).containsExactly(0.03);
        assertThat(Multiplicity.holm(new double[0])).isEmpty();
    }

    // By the definition: of four, the k-th largest must reach 4 / (0.05 k), which is 80, 40, 26.7 and 20.
    @Test
    void rejectsEValuesOnBothSidesOfTheirLimits() {
        assertThat(Multiplicity.eBenjaminiHochberg(logs(79.9, 1, 1, 1), 0.05)).containsOnly(false);
        assertThat(Multiplicity.eBenjaminiHochberg(logs(80.1, 1, 1, 1), 0.05))
                .containsExactly(true, false, false, false);
        assertThat(Multiplicity.eBenjaminiHochberg(logs(41, 1, 1, 41), 0.05)).containsExactly(true, false, false, true);
        assertThat(Multiplicity.eBenjaminiHochberg(logs(20.1, 20.1, 20.1, 20.1), 0.05))
                .containsOnly(true);
        assertThat(Multiplicity.eBenjaminiHochberg(logs(19.9, 20.1, 20.1, 20.1), 0.05))
                .containsOnly(false);
    }

    private static double[] logs(double... values) {
        double[] logs = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            logs[i] = Math.log(values[i]);
        }
        return logs;
    }
}
