package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.countersign.bias.Calibration.Scored;
import org.junit.jupiter.api.Test;

/** Expected values follow from the definition by hand: no published vector with its data was found. */
class CalibrationTests {

    @Test
    void isPerfectWhereSevenOfTenComeTrue() {
        List<Scored> scores = IntStream.range(0, 10)
                .mapToObj(index -> new Scored(0.7, index < 7))
                .toList();

        assertThat(Calibration.of(scores, 10).expectedError()).isCloseTo(0, within(1e-12));
    }

    @Test
    void weighsEachBinByItsScores() {
        // Three scores of 0.95 of which two come true, and one of 0.15 that does: (3·|0.95 − 2/3| + 0.85) / 4.
        List<Scored> scores = List.of(
                new Scored(0.95, true), new Scored(0.95, true), new Scored(0.95, false), new Scored(0.15, true));

        assertThat(Calibration.of(scores, 10).expectedError())
                .isCloseTo((3 * (0.95 - 2.0 / 3) + 0.85) / 4, within(1e-12));
    }

    @Test
    void putsBothEndsIntoTheirBins() {
        Calibration calibration = Calibration.of(List.of(new Scored(0, false), new Scored(1, true)), 10);

        assertThat(calibration.bins().getFirst().outcomes()).isEqualTo(new Sample(0, 1));
        assertThat(calibration.bins().getLast().outcomes()).isEqualTo(new Sample(1, 1));
        assertThat(calibration.expectedError()).isZero();
    }

    @Test
    void knowsNothingWithoutScores() {
        assertThat(Calibration.of(List.of(), 10).expectedError()).isNaN();
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> new Scored(1.01, true)).hasMessageContaining("1.01");
        assertThatThrownBy(() -> new Scored(Double.NaN, true)).hasMessageContaining("NaN");
    }
}
