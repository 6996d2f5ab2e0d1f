package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What must hold for any two groups. */
class StatisticsPropertyTests {

    private static final Confidence CONFIDENCE = new Confidence(0.95);
    private static final List<Samples.Pair> PAIRS = Samples.pairs(2_000);

    @Test
    void exchangingTheGroupsTurnsTheRatioOver() {
        PAIRS.forEach(pair -> {
            Interval there = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE);
            Interval back = KoopmanScore.interval(pair.reference(), pair.group(), CONFIDENCE)
                    .reciprocal();

            assertThat(there.low()).as("%s", pair).isCloseTo(back.low(), relative(back.low()));
            assertThat(there.high()).as("%s", pair).isCloseTo(back.high(), relative(back.high()));
        });
    }

    @Test
    void exchangingTheGroupsNegatesTheDifferenceAndKeepsThePValue() {
        PAIRS.forEach(pair -> {
            Interval there = NewcombeHybridScore.interval(pair.group(), pair.reference(), CONFIDENCE);
            Interval back = NewcombeHybridScore.interval(pair.reference(), pair.group(), CONFIDENCE);

            assertThat(there.low()).as("%s", pair).isCloseTo(-back.high(), within(1e-12));
            assertThat(FisherExact.pValue(pair.group(), pair.reference()))
                    .as("%s", pair)
                    .isCloseTo(FisherExact.pValue(pair.reference(), pair.group()), within(1e-9));
        });
    }

    @Test
    void exchangingTheGroupsKeepsTheResult() {
        PAIRS.forEach(pair -> {
            Interval interval = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE);

            assertThat(DecisionTable.judge(pair.group(), pair.reference(), interval, 0.8))
                    .as("%s", pair)
                    .isEqualTo(DecisionTable.judge(pair.reference(), pair.group(), interval.reciprocal(), 0.8));
        });
    }

    @Test
    void intervalsContainWhatWasObserved() {
        PAIRS.forEach(pair -> {
            Interval ratio = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE);
            Interval difference = NewcombeHybridScore.interval(pair.group(), pair.reference(), CONFIDENCE);

            assertThat(pair.group().ratioTo(pair.reference())).isBetween(ratio.low(), ratio.high());
            assertThat(pair.group().rate() - pair.reference().rate()).isBetween(difference.low(), difference.high());
        });
    }

    @Test
    void moreCustomersAtTheSameRatesNarrowTheInterval() {
        PAIRS.forEach(pair -> {
            Interval few = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE);
            Interval many = KoopmanScore.interval(
                    pair.group().scaledBy(10), pair.reference().scaledBy(10), CONFIDENCE);

            assertThat(many.low()).as("%s", pair).isGreaterThan(few.low());
            assertThat(many.high()).as("%s", pair).isLessThan(few.high());
        });
    }

    @Test
    void moreConfidenceWidensTheInterval() {
        PAIRS.forEach(pair -> {
            Interval usual = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE);
            Interval sure = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE.correctedFor(5));

            assertThat(sure.low()).as("%s", pair).isLessThan(usual.low());
            assertThat(sure.high()).as("%s", pair).isGreaterThan(usual.high());
        });
    }

    @Test
    void onePersonMoreFavouredRaisesBothEnds() {
        PAIRS.forEach(pair -> {
            Sample more = new Sample(pair.group().favoured() + 1, pair.group().eligible());
            Interval before = KoopmanScore.interval(pair.group(), pair.reference(), CONFIDENCE);
            Interval after = KoopmanScore.interval(more, pair.reference(), CONFIDENCE);

            assertThat(after.low()).as("%s", pair).isGreaterThan(before.low());
            assertThat(after.high()).as("%s", pair).isGreaterThan(before.high());
        });
    }

    private static Offset<Double> relative(double value) {
        return within(1e-9 * value);
    }
}
