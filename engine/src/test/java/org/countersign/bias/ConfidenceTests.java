package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceTests {

    // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
    @ParameterizedTest
    @CsvSource({"0.90, 1.645", "0.95, 1.960", "0.99, 2.576"})
    void takesTheQuantileOfTheStandardNormalDistribution(double level, double z) {
        assertThat(new Confidence(level).z()).isCloseTo(z, within(5e-4));
    }

    @Test
    void sharesTheErrorAmongAllComparisons() {
        assertThat(new Confidence(0.95).correctedFor(5).level()).isCloseTo(0.99, within(1e-15));
        assertThat(new Confidence(0.95).correctedFor(1).level()).isEqualTo(0.95);
        assertThat(new Confidence(0.95).correctedFor(0).level()).isEqualTo(0.95);
    }

    @Test
    void staysALevelHoweverManyComparisonsShareIt() {
        assertThat(new Confidence(Math.nextDown(1.0)).correctedFor(1_000).level())
                .isEqualTo(Math.nextDown(1.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void isNoLevelOutsideZeroToOne(double level) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Confidence(level));
    }
}
