package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.countersign.bias.Discounts.Line;
import org.junit.jupiter.api.Test;

/** Small shops whose figures follow by hand; real ones are in {@link CompleteJourneyTests}. */
class DiscountsTests {

    @Test
    void measuresRateAndDepth() {
        Discounts discounts = new Discounts(List.of(
                line("old", "milk", "a", 10, 9), line("old", "milk", "b", 10, 10), line("young", "milk", "c", 20, 10)));

        assertThat(discounts.byGroup().get("old"))
                .extracting(group -> group.rate().rows(), Discounts.OfGroup::depth)
                .containsExactly(new Sample(1, 2), 0.05);
        assertThat(discounts.byGroup().get("young"))
                .extracting(group -> group.rate().rows(), Discounts.OfGroup::depth)
                .containsExactly(new Sample(1, 1), 0.5);
    }

    /** Simpson: everybody gets the same off the same article, but one group buys the article that has it. */
    @Test
    void rawAndMatchedDisagreeWhereBasketsDiffer() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(line("old", "milk", "o" + i, 10, i % 10 == 0 ? 9 : 10));
            lines.add(line("young", "beer", "y" + i, 10, i % 10 == 0 ? 10 : 9));
        }
        for (int i = 0; i < 20; i++) {
            lines.add(line("young", "milk", "z" + i, 10, i % 10 == 0 ? 9 : 10));
            lines.add(line("old", "beer", "p" + i, 10, i % 10 == 0 ? 10 : 9));
        }
        Discounts discounts = new Discounts(lines);

        assertThat(rate(discounts, "old").ratioTo(rate(discounts, "young"))).isLessThan(0.4);
        assertThat(discounts.matched("old", "young").oddsRatio()).isCloseTo(1, within(1e-12));
        assertThat(discounts.matchedPriceGap("old", "young")).isCloseTo(0, within(1e-12));
    }

    @Test
    void findsAGapWithinTheSameArticle() {
        Discounts discounts = new Discounts(List.of(
                line("old", "milk", "a", 10, 10), line("young", "milk", "b", 10, 8), line("old", "beer", "c", 5, 5)));

        assertThat(discounts.matchedPriceGap("old", "young")).isCloseTo(2, within(1e-12));
        assertThat(discounts.matched("old", "young").oddsRatio()).isZero();
    }

    @Test
    void knowsNothingWhereNothingIsComparable() {
        Discounts discounts =
                new Discounts(List.of(line("old", "milk", "a", 10, 9), line("young", "beer", "b", 10, 9)));

        assertThat(discounts.matchedPriceGap("old", "young")).isNaN();
        assertThat(discounts.matched("old", "young").oddsRatio()).isNaN();
        assertThat(new Discounts(List.of()).byGroup()).isEmpty();
    }

    @Test
    void refusesPricesThatCannotBe() {
        assertThatThrownBy(() -> line("old", "milk", "a", 10, 11)).hasMessageContaining("11");
        assertThatThrownBy(() -> line("old", "milk", "a", Double.NaN, 1)).hasMessageContaining("NaN");
    }

    private static Line line(String group, String stratum, String customer, double full, double paid) {
        return new Line(group, stratum, customer, full, paid);
    }

    private static Sample rate(Discounts discounts, String group) {
        return Objects.requireNonNull(discounts.byGroup().get(group)).rate().rows();
    }
}
