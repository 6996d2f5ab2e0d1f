package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KoopmanScoreTests {

    private static final Confidence CONFIDENCE = new Confidence(0.95);

    // 1: Fagerland, Lydersen and Laake 2015; 2: Nam 1995; both in statsmodels 82c59e378b,
    // statsmodels/stats/tests/test_proportion.py.
    @ParameterizedTest
    @CsvSource({"7, 34, 1, 34, 1.220853, 42.575718, 1e-6", "36, 40, 16, 80, 2.940, 7.152, 5e-4"})
    void equalsThePublishedIntervals(int x1, int n1, int x2, int n2, double low, double high, double tolerance) {
        Interval interval = KoopmanScore.interval(new Sample(x1, n1), new Sample(x2, n2), CONFIDENCE);

        assertThat(interval.low()).isCloseTo(low, within(tolerance));
        assertThat(interval.high()).isCloseTo(high, within(tolerance));
    }

    // Campaigns of The Complete Journey (CC0), worst against best treated age group: table of trust.md, section 1.3.
    @ParameterizedTest
    @CsvSource({
        "128, 142, 59, 59, 0.95, 0.841311, 0.961983",
        "128, 142, 59, 59, 0.99, 0.818006, 1.006032",
        "40, 72, 47, 59, 0.95, 0.539518, 0.886370",
        "40, 72, 47, 59, 0.99, 0.494772, 0.957974",
        "12, 72, 18, 46, 0.95, 0.227887, 0.791127",
        "12, 72, 18, 46, 0.99, 0.188504, 0.954038"
    })
    void equalsTheIntervalsOfRealCampaigns(int x1, int n1, int x2, int n2, double level, double low, double high) {
        Interval interval = KoopmanScore.interval(new Sample(x1, n1), new Sample(x2, n2), new Confidence(level));

        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    // Katz's log interval is the cross-check. 1: Fagerland and others 2015, who print 0.91 to 54; 2: German credit,
    // trust.md
    // V4; 3: trust.md 1.3, where Katz is invalid since everybody of one group is favoured.
    @ParameterizedTest
    @CsvSource({
        "7, 34, 1, 34, 0.91, 54, 0.5, false",
        "110, 190, 590, 810, 0.699089, 0.903674, 5e-7, true",
        "128, 142, 59, 59, 0.8537, 0.9518, 5e-5, false"
    })
    void agreesWithKatzWhereThatHolds(
            int x1, int n1, int x2, int n2, double low, double high, double tolerance, boolean holds) {
        double ratio = (double) x1 * n2 / ((double) n1 * x2);
        double half = CONFIDENCE.z() * Math.sqrt(1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2);
        assertThat(ratio * Math.exp(-half)).isCloseTo(low, within(Math.min(tolerance, 0.005)));
        assertThat(ratio * Math.exp(half)).isCloseTo(high, within(tolerance));

        Interval koopman = KoopmanScore.interval(new Sample(x1, n1), new Sample(x2, n2), CONFIDENCE);

        boolean near = Math.abs(koopman.low() / low - 1) < 0.01 && Math.abs(koopman.high() / high - 1) < 0.01;
        assertThat(near).isEqualTo(holds);
    }

    @Test
    void reachesFromZeroToTheBoundWhereNobodyOfTheGroupIsFavoured() {
        Interval interval = KoopmanScore.interval(new Sample(0, 50), new Sample(20, 50), CONFIDENCE);

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isBetween(0.0, 0.8);
    }

    @Test
    void hasNoUpperBoundWhereNobodyOfTheReferenceIsFavoured() {
        Interval interval = KoopmanScore.interval(new Sample(20, 50), new Sample(0, 50), CONFIDENCE);

        assertThat(interval.low()).isGreaterThan(1.25);
        assertThat(interval.high()).isInfinite();
    }

    @Test
    void excludesNothingWhereNobodyIsFavoured() {
        Interval interval = KoopmanScore.interval(new Sample(0, 50), new Sample(0, 50), CONFIDENCE);

        assertThat(interval).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
    }

    /** With everybody favoured the score is n(1 − θ)/θ below 1, so the end is known in closed form. */
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 1_000, 1_000_000, 2_000_000_000})
    void narrowsAroundOneWhereEverybodyIsFavoured(int eligible) {
        Sample everybody = new Sample(eligible, eligible);
        double limit = CONFIDENCE.z() * CONFIDENCE.z();

        Interval interval = KoopmanScore.interval(everybody, everybody, CONFIDENCE);

        assertThat(1 - interval.low()).isCloseTo(limit / (eligible + limit), within(1e-12));
        assertThat(interval.high()).isCloseTo(1 / interval.low(), within(1e-12));
    }

    /** What the ends are by definition, on either side of them; rare, common and certain favours, small and huge groups. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 1, 2", "1, 1000000, 900000, 1000000", "900000, 1000000, 1, 1000000", "3, 5000, 2000000000, 2000000001",
        "59, 59, 128, 142", "1, 30, 59, 59", "1000000000, 2000000000, 1000030000, 2000000000", "2, 3, 1, 2000000000"
    })
    void endsWhereTheScoreReachesTheLimit(double x1, double n1, double x2, double n2) {
        Sample group = new Sample(x1, n1);
        Sample reference = new Sample(x2, n2);
        for (double level : new double[] {0.001, 0.5, 0.95, 0.99999, 1 - 1e-15}) {
            Confidence confidence = new Confidence(level);
            double limit = confidence.z() * confidence.z();

            Interval interval = KoopmanScore.interval(group, reference, confidence);

            assertThat(KoopmanScore.score(group, reference, interval.low() * (1 + 1e-9)))
                    .isLessThan(limit);
            assertThat(KoopmanScore.score(group, reference, interval.low() * (1 - 1e-9)))
                    .isGreaterThan(limit);
            assertThat(KoopmanScore.score(reference, group, 1 / interval.high() * (1 + 1e-9)))
                    .isLessThan(limit);
            assertThat(KoopmanScore.score(reference, group, 1 / interval.high() * (1 - 1e-9)))
                    .isGreaterThan(limit);
        }
    }

    /** The formula as Koopman wrote it and trust.md, section 1.2, gives it. */
    @Test
    void scoresAsTheTextbookFormulaDoes() {
        Samples.pairs(500).forEach(pair -> {
            double x1 = pair.group().favoured();
            double n1 = pair.group().eligible();
            double x2 = pair.reference().favoured();
            double n2 = pair.reference().eligible();
            double theta = 0.9 * pair.group().rate() / pair.reference().rate();
            double a = (n1 + n2) * theta;
            double b = -(n1 * theta + x1 + n2 + x2 * theta);
            double p2 = (-b - Math.sqrt(b * b - 4 * a * (x1 + x2))) / (2 * a);
            double p1 = theta * p2;
            double textbook =
                    Math.pow(x1 - n1 * p1, 2) / (n1 * p1 * (1 - p1)) * (1 + n1 * (theta - p1) / (n2 * (1 - p1)));

            assertThat(KoopmanScore.score(pair.group(), pair.reference(), theta))
                    .as("%s", pair)
                    .isCloseTo(textbook, within(1e-6 * (1 + textbook)));
        });
    }
}
