package org.countersign.pages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A ratio and its interval on a logarithmic axis, on which twice as much is as far from parity as half as much. What
 * lies beyond the axis is drawn as an open end.
 *
 * @param tone of the stylesheet
 * @param words the same in words, for who cannot see it
 * @param low smallest acceptable ratio
 * @param high largest acceptable ratio
 * @param from left end of the interval, for example {@code 12.5%}
 * @param estimate where the ratio itself lies; null where there is none, or it lies beyond the axis
 * @param measured whether there is anything to draw
 */
record IntervalPlot(
        String tone,
        String words,
        Mark low,
        Mark parity,
        Mark high,
        String fairWidth,
        String from,
        String to,
        @Nullable String estimate,
        boolean openLeft,
        boolean openRight,
        boolean measured) {

    /** A labelled place on the axis. */
    record Mark(String label, String x) {}

    /**
     * What intervals are drawn on, so that several can be compared.
     *
     * @param threshold smallest acceptable ratio, above 0 and at most 1; its reciprocal is the largest
     * @param last the largest ratio shown; its reciprocal is the smallest
     */
    record Axis(double threshold, double last) {

        private static final double USUAL = 4;
        private static final double WIDE = 12;

        /** The usual axis, or a wide one where a ratio would not fit. */
        static Axis of(double threshold, List<Double> ratios) {
            boolean fits = ratios.stream().allMatch(ratio -> ratio >= 1 / USUAL && ratio <= USUAL);
            return new Axis(threshold, fits ? USUAL : WIDE);
        }

        /** Its labels, as many as fit: the ends, the threshold, its reciprocal, and steps between them. */
        List<Mark> marks() {
            List<Double> ratios = last == USUAL
                    ? List.of(1 / last, 0.5, threshold, 1.0, 1 / threshold, 2.0, last)
                    : List.of(1 / last, 1 / USUAL, threshold, 1 / threshold, USUAL, last);
            return ratios.stream().map(this::mark).toList();
        }

        private Mark mark(double ratio) {
            String label = String.format(Locale.ROOT, "%.2f", ratio).replaceFirst("\\.?0+$", "");
            return new Mark(label, at(ratio));
        }

        private String at(double ratio) {
            return Show.percent(position(ratio));
        }

        private double position(double ratio) {
            double clamped = Math.min(Math.max(ratio, 1 / last), last);
            return 50 + 50 * Math.log(clamped) / Math.log(last);
        }

        private boolean shows(double ratio) {
            return ratio >= 1 / last && ratio <= last;
        }
    }

    /** One on which nothing is drawn: it could not be measured, or is the reference itself. */
    static IntervalPlot nothing(Axis axis, String words) {
        return of(axis, "quiet", words, null, null, null);
    }

    /**
     * Draws one comparison.
     *
     * @param low lower end; null for unbounded
     * @param high upper end; null for unbounded
     * @param ratio null if it could not be computed, then nothing is drawn
     */
    static IntervalPlot of(
            Axis axis, String tone, String words, @Nullable Double low, @Nullable Double ratio, @Nullable Double high) {
        boolean measured = ratio != null && (low != null || high != null);
        double left = low == null ? 0 : low;
        double right = high == null ? Double.POSITIVE_INFINITY : high;
        double fairEnd = 1 / axis.threshold();
        return new IntervalPlot(
                tone,
                words,
                axis.mark(axis.threshold()),
                axis.mark(1),
                axis.mark(fairEnd),
                Show.percent(axis.position(fairEnd) - axis.position(axis.threshold())),
                axis.at(left),
                axis.at(right),
                ratio != null && axis.shows(ratio) ? axis.at(ratio) : null,
                left < 1 / axis.last(),
                right > axis.last(),
                measured);
    }
}
