package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalPlotTests {

    private static final IntervalPlot.Axis AXIS = new IntervalPlot.Axis(0.8, 4);

    @Test
    void putsHalfAndDoubleAtTheSameDistanceFromParity() {
        assertThat(AXIS.marks())
                .containsExactly(
                        new IntervalPlot.Mark("0.25", "0.00%"),
                        new IntervalPlot.Mark("0.5", "25.00%"),
                        new IntervalPlot.Mark("0.8", "41.95%"),
                        new IntervalPlot.Mark("1", "50.00%"),
                        new IntervalPlot.Mark("1.25", "58.05%"),
                        new IntervalPlot.Mark("2", "75.00%"),
                        new IntervalPlot.Mark("4", "100.00%"));
    }

    @Test
    void drawsAnIntervalFromEndToEnd() {
        IntervalPlot plot = IntervalPlot.of(AXIS, "ok", "", 0.5, 1.0, 2.0);

        assertThat(plot.from()).isEqualTo("25.00%");
        assertThat(plot.estimate()).isEqualTo("50.00%");
        assertThat(plot.to()).isEqualTo("75.00%");
        assertThat(plot.openLeft()).isFalse();
        assertThat(plot.openRight()).isFalse();
    }

    @Test
    void leavesAnEndOpenThatLiesBeyondTheAxis() {
        IntervalPlot plot = IntervalPlot.of(AXIS, "bad", "", 0.1, 0.2, null);

        assertThat(plot.openLeft()).isTrue();
        assertThat(plot.openRight()).isTrue();
        assertThat(plot.estimate()).isNull();
    }

    @Test
    void widensTheAxisForARatioThatWouldNotFit() {
        assertThat(IntervalPlot.Axis.of(0.8, List.of(0.25, 4.0)).last()).isEqualTo(4);
        IntervalPlot.Axis wide = IntervalPlot.Axis.of(0.8, List.of(0.24, 1.0));
        assertThat(wide.last()).isEqualTo(12);
        assertThat(wide.marks())
                .extracting(IntervalPlot.Mark::label)
                .containsExactly("0.08", "0.25", "0.8", "1.25", "4", "12");
    }

    @Test
    void drawsNothingWhereNothingWasMeasured() {
        assertThat(IntervalPlot.nothing(AXIS, "").measured()).isFalse();
    }
}
