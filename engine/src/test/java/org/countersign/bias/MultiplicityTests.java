package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MultiplicityTests {

    // statsmodels, statsmodels/stats/tests/test_multi.py, from R's multtest: ten p-values, in ascending order.
    private static final double[] TEN = {
        5.23656777208e-05, 0.00028140506198, 0.0149877310796, 0.0202732688798,
        0.177096952723, 0.642193923795, 0.680845947633, 0.71626938238,
        0.838541367553, 0.967833824309
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
                            0.000523656777208, 0.00253264555782, 0.1199018486368, 0.1419128821586, 1, 1, 1, 1, 1, 1
                        },
                        within(1e-15));
        assertThat(Multiplicity.benjaminiHochberg(TEN))
                .containsExactly(
                        new double[] {
                            0.000523656777208, 0.0014070253098999999, 0.04995910359866667,
                            0.0506831721995, 0.354193905446, 0.8953367279750001,
                            0.8953367279750001, 0.8953367279750001, 0.9317126306144445,
                            0.967833824309
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
