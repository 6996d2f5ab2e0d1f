package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.bias.KrippendorffAlpha.Level;
import org.junit.jupiter.api.Test;

/** Agreement of people. Cohen and Fleiss: statsmodels, statsmodels/stats/tests/test_inter_rater.py. */
class AgreementTests {

    // Krippendorff: docstring of fast-krippendorff b1eb616cad; a dash is a unit that this coder did not rate.
    private static final List<List<Double>> THREE =
            units("- - - - - 3 4 1 2 1 1 3 3 - 3", "1 - 2 1 3 3 4 3 - - - - - - -", "- - 2 1 3 4 4 - 2 1 1 3 3 - 4");
    private static final List<List<Double>> FOUR = units(
            "1 2 3 3 2 1 4 1 2 - - -", "1 2 3 3 2 2 4 1 2 5 - 3", "- 3 3 3 2 3 4 2 2 5 1 -", "1 2 3 3 2 4 4 1 2 5 1 -");

    @Test
    void equalsThePublishedKappaOfCohen() {
        CohenKappa kappa = CohenKappa.of(new long[][] {{0, 4, 1}, {0, 8, 0}, {0, 1, 5}});

        assertThat(kappa.kappa()).isCloseTo(0.4842, within(5e-5));
        assertThat(kappa.error()).isCloseTo(0.1380, within(5e-5));
        assertThat(kappa.interval(new Confidence(0.95)).low()).isCloseTo(0.2137, within(5e-5));
        assertThat(kappa.interval(new Confidence(0.95)).high()).isCloseTo(0.7547, within(5e-5));
        assertThat(kappa.errorWithout()).isCloseTo(0.1484, within(5e-5));
        assertThat(kappa.z()).isCloseTo(3.2626, within(5e-5));
    }

    @Test
    void kappaKnowsNothingWhereOnlyOneCategoryIsUsed() {
        assertThat(CohenKappa.of(new long[][] {{9, 0}, {0, 0}}).kappa()).isNaN();
        assertThat(CohenKappa.of(new long[][] {{0, 0}, {0, 0}}).kappa()).isNaN();
    }

    /**
     * Where every item has equally many raters, nominal alpha is Fleiss' kappa with a correction for the number n of
     * ratings: 1 − (1 − kappa)(n − 1)/n. Kappas: Wikipedia's table as R computes it, and [[7, 1], [3, 5]] of statsmodels.
     */
    @Test
    void alphaOfAFixedPanelFollowsFromFleissKappa() {
        long[][] wikipedia = {
            {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
            {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
        };

        assertThat(KrippendorffAlpha.of(ratings(wikipedia), Level.NOMINAL))
                .isCloseTo(1 - (1 - 0.20993) * 139 / 140, within(5e-6));
        assertThat(KrippendorffAlpha.of(ratings(new long[][] {{7, 1}, {3, 5}}), Level.NOMINAL))
                .isCloseTo(1 - (1 - 0.161905) * 15 / 16, within(5e-7));
    }

    @Test
    void equalsThePublishedAlphas() {
        assertThat(KrippendorffAlpha.of(THREE, Level.NOMINAL)).isCloseTo(0.691358, within(5e-7));
        assertThat(KrippendorffAlpha.of(THREE, Level.INTERVAL)).isCloseTo(0.810845, within(5e-7));
        assertThat(KrippendorffAlpha.of(FOUR, Level.NOMINAL)).isCloseTo(0.743, within(5e-4));
        assertThat(KrippendorffAlpha.of(FOUR, Level.ORDINAL)).isCloseTo(0.815, within(5e-4));
        assertThat(KrippendorffAlpha.of(FOUR, Level.RATIO)).isCloseTo(0.797, within(5e-4));
        assertThat(KrippendorffAlpha.of(FOUR, Level.INTERVAL)).isCloseTo(0.8491071428571428, within(1e-12));
    }

    @Test
    void alphaKnowsNothingOfWhatNobodyRatedTwice() {
        assertThat(KrippendorffAlpha.of(List.of(List.of(1.0), List.of(2.0)), Level.NOMINAL))
                .isNaN();
        assertThat(KrippendorffAlpha.of(List.of(), Level.NOMINAL)).isNaN();
        assertThat(KrippendorffAlpha.of(List.of(List.of(1.0, 1.0), List.of(1.0, 1.0)), Level.NOMINAL))
                .isNaN();
    }

    @Test
    void alphaIsOneForPerfectAgreementAndDoesNotDependOnOrder() {
        assertThat(KrippendorffAlpha.of(List.of(List.of(1.0, 1.0), List.of(2.0, 2.0)), Level.NOMINAL))
                .isOne();
        assertThat(KrippendorffAlpha.of(THREE.reversed(), Level.ORDINAL))
                .isCloseTo(KrippendorffAlpha.of(THREE, Level.ORDINAL), within(1e-12));
    }

    private static List<List<Double>> units(String... coders) {
        List<List<Double>> units = new ArrayList<>();
        for (String coder : coders) {
            List<String> ratings = Stream.of(coder.split(" ")).toList();
            for (int unit = 0; unit < ratings.size(); unit++) {
                if (units.size() <= unit) {
                    units.add(new ArrayList<>());
                }
                if (!ratings.get(unit).equals("-")) {
                    units.get(unit).add(Double.valueOf(ratings.get(unit)));
                }
            }
        }
        return units;
    }

    private static List<List<Double>> ratings(long[][] counts) {
        List<List<Double>> items = new ArrayList<>();
        for (long[] item : counts) {
            List<Double> ratings = new ArrayList<>();
            for (int category = 0; category < item.length; category++) {
                for (long rater = 0; rater < item[category]; rater++) {
                    ratings.add((double) category);
                }
            }
            items.add(ratings);
        }
        return items;
    }
}
