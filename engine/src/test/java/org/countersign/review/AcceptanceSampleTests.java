package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceSampleTests {

    // S. S. Wilks, "Determination of sample sizes for setting tolerance limits", Ann. Math. Stat. 12 (1941): 59 for
    // 95 %/95 %; the others are the usual table of the success-run theorem (reliability/confidence 90/90: 22, 90/95:
    // 29,
    // 95/90: 45, 99/95: 299).
    @ParameterizedTest
    @CsvSource({"0.05, 0.95, 59", "0.10, 0.90, 22", "0.10, 0.95, 29", "0.05, 0.90, 45", "0.01, 0.95, 299"})
    void isThePublishedSizeForLargeGroups(double share, double confidence, int size) {
        assertThat(AcceptanceSample.size(100_000_000, share, confidence)).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"20", "37", "100", "500"})
    void isTheSmallestThatTheHypergeometricDistributionAllows(int group) {
        int size = AcceptanceSample.size(group, 0.10, 0.95);

        assertThat(allFine(group, size)).isLessThanOrEqualTo(0.05);
        assertThat(allFine(group, size - 1)).isGreaterThan(0.05);
    }

    @Test
    void looksAtAllOfASmallGroup() {
        assertThat(AcceptanceSample.size(1, 0.10, 0.95)).isEqualTo(1);
        assertThat(AcceptanceSample.size(2, 0.10, 0.95)).isEqualTo(2);
        assertThat(AcceptanceSample.size(10, 0.10, 0.95)).isEqualTo(10);
    }

    /** Chance that none of {@code drawn} is faulty where a tenth is, counted exactly. */
    private static double allFine(int group, int drawn) {
        int faulty = (int) Math.ceil(group / 10.0);
        return choose(group - faulty, drawn).doubleValue()
                / choose(group, drawn).doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        BigInteger result = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            result = result.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return result;
    }
}
