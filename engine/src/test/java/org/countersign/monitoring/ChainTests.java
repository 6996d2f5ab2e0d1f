package org.countersign.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.bias.BiasResult;
import org.countersign.bias.ClusterTotals;
import org.countersign.monitoring.StageCounts.Totals;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.Test;

class ChainTests {

    // Type C of The Complete Journey, trust.md 1.3, against 19-24; one row each, so Koopman's interval is nearly
    // theirs.
    @Test
    void comparesWithTheLargestGroup() {
        Chain chain = chain(Map.of("65+", singles(720, 120), "19-24", singles(460, 180)));

        assertThat(chain.reference()).isEqualTo("65+");
        assertThat(link(chain, "19-24").ratio()).isCloseTo(1 / 0.425926, within(1e-5));
        assertThat(link(chain, "19-24").result()).isEqualTo(BiasResult.FAIL);
        assertThat(link(chain, "65+").result()).isEqualTo(BiasResult.PASS);
        assertThat(chain.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.worse().group()).isEqualTo("65+");
            assertThat(gap.better().group()).isEqualTo("19-24");
            assertThat(gap.ratio()).isCloseTo(0.425926, within(5e-7));
        });
    }

    @Test
    void neverJudgesBelowThirtyAndNeverShowsBelowTen() {
        Chain chain = chain(Map.of("all", singles(1_000, 900), "few", singles(29, 0), "fewer", singles(9, 0)));

        assertThat(link(chain, "few").result()).isEqualTo(BiasResult.UNMEASURABLE);
        assertThat(link(chain, "few").isShown()).isTrue();
        assertThat(link(chain, "fewer").isShown()).isFalse();
        assertThat(chain.gaps()).isEmpty();
    }

    @Test
    void thirtyOneIndependentCustomersAreEnough() {
        // Thirty rows count for a little less than thirty: clusters/(clusters − 1).
        Chain chain = chain(Map.of("all", singles(1_000, 900), "few", singles(31, 0)));

        assertThat(link(chain, "few").result()).isEqualTo(BiasResult.FAIL);
    }

    /** Two segments of a thousand, one stopped: that says next to nothing of the people in them. */
    @Test
    void aSegmentDecidedOnAsAWholeIsOneDecision() {
        ClusterTotals two = ClusterTotals.of(1_000, 1_000).plus(ClusterTotals.of(1_000, 0));
        Chain chain = chain(Map.of("all", singles(3_000, 2_900), "segments", two));

        assertThat(link(chain, "segments").effective()).isLessThan(3);
        assertThat(link(chain, "segments").result()).isEqualTo(BiasResult.UNMEASURABLE);
    }

    @Test
    void theUnknownAreShownAndNotJudged() {
        Chain chain = chain(Map.of("18+", singles(500, 400), "unknown", singles(900, 100)));

        assertThat(chain.reference()).isEqualTo("18+");
        assertThat(link(chain, "unknown").result()).isEqualTo(BiasResult.UNMEASURABLE);
    }

    @Test
    void measuresTheDepthOfDiscounts() {
        Chain chain = Chain.of(Map.of(Stage.MODEL, Map.of("18+", new Totals(singles(100, 50), 1_000, 900))), 0.95, 0.8);

        assertThat(link(chain, "18+").depth()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void nothingHappenedIsNothingMeasured() {
        Chain chain = Chain.of(Map.of(), 0.95, 0.8);

        assertThat(chain.reference()).isNull();
        assertThat(chain.links()).isEmpty();
        assertThat(chain.gaps()).isEmpty();
    }

    @Test
    void nobodyAnywhereGoesOn() {
        Chain chain = chain(Map.of("a", singles(100, 0), "b", singles(90, 0)));

        assertThat(link(chain, "b").ratio()).isNull();
        assertThat(link(chain, "b").result()).isEqualTo(BiasResult.UNMEASURABLE);
    }

    @Test
    void refusesAPeriodWithoutDays() {
        LocalDate day = LocalDate.of(2026, 11, 25);

        assertThatThrownBy(() -> new ChainQuery(day, day.minusDays(1), null, null, null, null, "age"))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("2026-11-24");
    }

    private static Chain chain(Map<String, ClusterTotals> groups) {
        Map<String, Totals> totals = new TreeMap<>();
        groups.forEach((group, people) -> totals.put(group, new Totals(people, 0, 0)));
        return Chain.of(Map.of(Stage.HUMAN, totals), 0.95, 0.8);
    }

    private static Chain.Link link(Chain chain, String group) {
        return chain.links().stream()
                .filter(link -> link.group().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private static ClusterTotals singles(int people, int passed) {
        return new ClusterTotals(people, people, passed, people, passed, passed);
    }
}
