package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTests {

    private static final Map<String, Double> HALVES = Map.of("A", 0.5, "B", 0.5);

    // NDKL: published in FairRankTune's tests (9dd15505ee, docs/metrics.md), trust.md 1.4, V9; the last is a
    // regression.
    @Test
    void equalsThePublishedDivergences() {
        assertThat(new Ranking(Stream.concat(
                                        Stream.generate(() -> "A").limit(10),
                                        Stream.generate(() -> "B").limit(10))
                                .toList())
                        .ndkl(HALVES))
                .isCloseTo(0.48508869906636626, within(1e-14));
        assertThat(alternating(20).ndkl(HALVES)).isCloseTo(0.10479033130746856, within(1e-14));
        assertThat(alternating(60).ndkl(HALVES)).isCloseTo(0.05058741070994828, within(1e-14));
        assertThat(new Ranking(List.of("A", "A", "B", "B")).ndkl(HALVES)).isCloseTo(0.45236883639932524, within(1e-14));
    }

    // Singh and Joachims 2018, the job example: the paper rounds to 0.71 and 0.39; digits from trust.md 1.4, V10.
    @Test
    void equalsTheJobExample() {
        Ranking ranking = new Ranking(List.of("M", "M", "M", "F", "F", "F"));
        List<Double> relevance = List.of(.82, .81, .80, .79, .78, .77);

        assertThat(ranking.exposure("M")).isCloseTo(0.7103099178571526, within(1e-14));
        assertThat(ranking.exposure("F")).isCloseTo(0.3912455174719856, within(1e-14));
        assertThat(ranking.disparateTreatment("M", "F", relevance)).isCloseTo(1.7482683189352555, within(1e-13));
        assertThat(ranking.disparateImpact("M", "F", relevance)).isCloseTo(1.8192887059060983, within(1e-13));
    }

    @Test
    void exchangingTheGroupsTurnsTheRatioOver() {
        Ranking ranking = new Ranking(List.of("M", "F", "M", "F"));
        List<Double> relevance = List.of(.9, .5, .4, .8);

        assertThat(ranking.disparateTreatment("M", "F", relevance))
                .isCloseTo(1 / ranking.disparateTreatment("F", "M", relevance), within(1e-12));
    }

    @Test
    void skewIsZeroAsDesiredAndVeryLowWhereAbsent() {
        Ranking ranking = alternating(10);

        assertThat(ranking.skew("A", 10, 0.5)).isZero();
        assertThat(ranking.skew("A", 1, 0.5)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(ranking.skew("C", 10, 0.5)).isLessThan(-20);
    }

    // AIF360's and other tools' tests were rewritten because an empty ranking gave 0.0, the best value there is.
    @Test
    void knowsNothingOfAnEmptyRanking() {
        assertThat(new Ranking(List.of()).ndkl(HALVES)).isNaN();
        assertThat(new Ranking(List.of("A")).exposure("B")).isNaN();
    }

    // FA*IR: fair-search/fairsearch-fair-java fe2850033e, FairTests.java; failure probabilities also in trust.md, V8.
    @ParameterizedTest
    @CsvSource({
        "20, 0.25, 0.1, 0 0 0 0 0 0 0 0 1 1 1 1 1 1 2 2 2 2 2 3, 0.14688718869911077",
        "20, 0.25, 0.078125, 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 2 2 2 2 2, 0.10515247355215251",
        "10, 0.2, 0.15, 0 0 0 0 0 0 0 0 1 1, 0.134217728",
    })
    void equalsThePublishedTables(int k, double share, double level, String table, double failure) {
        FairTopK test = FairTopK.uncorrected(k, share, level);

        assertThat(test.table())
                .containsExactly(
                        Stream.of(table.split(" ")).mapToInt(Integer::parseInt).toArray());
        assertThat(test.failureProbability()).isCloseTo(failure, within(1e-15));
    }

    @Test
    void correctsTheLevelOfThePrefixes() {
        FairTopK test = FairTopK.of(30, 0.3, 0.05);

        assertThat(test.failureProbability()).isCloseTo(0.04877730797178359, within(1e-15));
        assertThat(IntStream.rangeClosed(1, 30).map(test::required)).isSorted();
        assertThat(test.required(10)).isZero();
        assertThat(test.required(11)).isEqualTo(1);
        assertThat(test.required(17)).isEqualTo(2);
        assertThat(test.required(22)).isEqualTo(3);
        assertThat(test.required(26)).isEqualTo(4);
    }

    @Test
    void correctedTestsRefuseNoMoreOftenThanStated() {
        for (int k = 5; k <= 60; k += 5) {
            for (double share : new double[] {0.1, 0.3, 0.5, 0.7}) {
                assertThat(FairTopK.of(k, share, 0.1).failureProbability())
                        .as("k %d, share %s", k, share)
                        .isLessThanOrEqualTo(0.1);
            }
        }
    }

    @Test
    void passesWithExactlyEnoughAndFailsWithOneLess() {
        FairTopK test = FairTopK.uncorrected(20, 0.25, 0.1);
        boolean[] enough = new boolean[20];
        enough[8] = enough[14] = enough[19] = true;
        boolean[] late = enough.clone();
        late[14] = false;
        late[15] = true;

        assertThat(test.passes(enough)).isTrue();
        assertThat(test.firstFailure(late)).isEqualTo(15);
    }

    private static Ranking alternating(int length) {
        return new Ranking(IntStream.range(0, length)
                .mapToObj(index -> index % 2 == 0 ? "A" : "B")
                .toList());
    }
}
