package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClusterTotalsTests {

    // Weil's rat litters, table 1 of Rao and Scott (Biometrics 48, 1992): pups that survived of pups born.
    private static final int[][] CONTROL = {
        {13, 13}, {12, 12}, {9, 9}, {9, 9}, {8, 8}, {8, 8}, {12, 13}, {11, 12},
        {9, 10}, {9, 10}, {8, 9}, {11, 13}, {4, 5}, {5, 7}, {7, 10}, {7, 10}
    };
    private static final int[][] TREATED = {
        {12, 12}, {11, 11}, {10, 10}, {9, 9}, {10, 11}, {9, 10}, {9, 10}, {8, 9},
        {8, 9}, {4, 5}, {7, 9}, {4, 7}, {5, 10}, {3, 6}, {3, 10}, {0, 7}
    };

    // Design effects of the R package PF 9.5.8, help page of rsb.
    @Test
    void equalsThePublishedDesignEffects() {
        assertThat(totals(CONTROL).designEffect()).isCloseTo(1.232495, within(5e-7));
        assertThat(totals(TREATED).designEffect()).isCloseTo(3.952861, within(5e-7));
    }

    @Test
    void dividesTheCountsByTheDesignEffect() {
        Sample effective = totals(TREATED).effective();

        assertThat(effective.eligible()).isCloseTo(145 / 3.952861, within(1e-4));
        assertThat(effective.rate()).isCloseTo(112.0 / 145, within(1e-12));
    }

    @Test
    void rowsThatRepeatTheSameCustomerCountOnce() {
        ClusterTotals once = many(100, 1);
        ClusterTotals tenTimes = many(100, 10);

        assertThat(tenTimes.effective().eligible()).isCloseTo(once.effective().eligible(), within(1e-9));
        assertThat(tenTimes.designEffect()).isCloseTo(10 * once.designEffect(), within(1e-9));
    }

    @Test
    void independentRowsCountInFull() {
        assertThat(many(1_000, 1).effective().eligible()).isCloseTo(1_000, within(1.1));
    }

    @Test
    void neverCountsMoreRowsThanThereAre() {
        // Every cluster exactly half: more regular than chance.
        ClusterTotals regular = ClusterTotals.NONE;
        for (int cluster = 0; cluster < 50; cluster++) {
            regular = regular.plus(ClusterTotals.of(10, 5));
        }

        assertThat(regular.effective()).isEqualTo(new Sample(250, 500));
    }

    @Test
    void unanimousClustersStillRepeatThemselves() {
        ClusterTotals all = ClusterTotals.of(1_000, 1_000).plus(ClusterTotals.of(1_000, 1_000));

        assertThat(all.effective().eligible()).isCloseTo(2, within(1e-12));
        assertThat(all.effective().rate()).isOne();
    }

    @Test
    void oneClusterOfManySaysNothing() {
        assertThat(ClusterTotals.of(1_000, 400).effective().isEmpty()).isTrue();
        assertThat(ClusterTotals.NONE.effective().isEmpty()).isTrue();
    }

    private static ClusterTotals totals(int[][] clusters) {
        return Arrays.stream(clusters)
                .map(cluster -> ClusterTotals.of(cluster[1], cluster[0]))
                .reduce(ClusterTotals.NONE, ClusterTotals::plus);
    }

    private static ClusterTotals many(int customers, int rows) {
        ClusterTotals totals = ClusterTotals.NONE;
        for (int customer = 0; customer < customers; customer++) {
            totals = totals.plus(ClusterTotals.of(rows, customer % 3 == 0 ? rows : 0));
        }
        return totals;
    }
}
