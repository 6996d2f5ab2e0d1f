package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InequalityTests {

    // AIF360, tests/test_classification_metric.py: y = 1 0 0 1 0 0 1 0 1 1, ŷ = 1 0 0 0 1 1 1 0 1 0; b = ŷ − y + 1.
    private static final double[] BENEFITS = {1, 1, 1, 0, 2, 2, 1, 1, 1, 0};

    @Test
    void equalsAif360() {
        assertThat(Inequality.generalizedEntropy(BENEFITS, 2)).isCloseTo(0.2, within(1e-12));
        assertThat(Inequality.theil(BENEFITS)).isCloseTo(4 * Math.log(2) / 10, within(1e-12));
        assertThat(Inequality.theil(BENEFITS)).isCloseTo(0.2772588722, within(5e-11));
    }

    @Test
    void isTheSameOfCounts() {
        assertThat(Inequality.theil(new ConfusionMatrix(3, 2, 2, 3))).isCloseTo(0.2772588722, within(5e-11));
        assertThat(Inequality.theil(new ConfusionMatrix(0, 0, 0, 0))).isNaN();
    }

    @Test
    void isZeroForEqualsAndDoesNotDependOnTheUnit() {
        assertThat(Inequality.theil(new double[] {3, 3, 3})).isZero();
        assertThat(Inequality.theil(Arrays.stream(BENEFITS).map(b -> 100 * b).toArray()))
                .isCloseTo(Inequality.theil(BENEFITS), within(1e-12));
    }

    @Test
    void knowsNothingOfNobodyAndOfNothing() {
        assertThat(Inequality.theil(new double[0])).isNaN();
        assertThat(Inequality.theil(new double[] {0, 0})).isNaN();
    }

    @Test
    void refusesNegativeBenefits() {
        assertThatThrownBy(() -> Inequality.theil(new double[] {1, -1})).hasMessageContaining("-1");
        assertThatThrownBy(() -> Inequality.theil(new double[] {Double.NaN})).hasMessageContaining("NaN");
    }
}
