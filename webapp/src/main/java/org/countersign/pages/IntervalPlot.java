package org.countersign.pages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A ratio and its interval on a logarithmic axis from a quarter to four, on which twice as much is as far from parity
 * as half as much. What lies beyond the axis is drawn as an open end.
 *
 * @param tone of the stylesheet
 * @param words the same in words, for who cannot see it
 * @param low smallest acceptable ratio
 * @param high largest acceptable ratio
 * @param from left end of the interval, for example {@code 12.5%}
 * @param estimate where the ratio itself lies; null where there is none
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

    private static final double FIRST = 0.25;
    private static final double LAST = 4;

    /** A labelled place on the axis. */
    record Mark(String label, String x) {}

    /** The marks of an axis with this threshold: it, parity, and its reciprocal. */
    static List<Mark> marks(double threshold) {
        return List.of(mark(FIRST), mark(0.5), mark(threshold), mark(1), mark(1 / threshold), mark(2), mark(LAST));
    }

    /**
     * Draws one comparison.
     *
     * @param low lower end; null for unbounded
     * @param high upper end; null for unbounded
     * @param ratio null if it could not be computed, then nothing is drawn
     */
    static IntervalPlot of(
            String tone,
            String words,
            double threshold,
            @Nullable Double low,
            @Nullable Double ratio,
            @Nullable Double high) {
        boolean measured = ratio != null && (low != null || high != null);
        double left = low == null ? 0 : low;
        double right = high == null ? Double.POSITIVE_INFINITY : high;
        return new IntervalPlot(
                tone,
                words,
                mark(threshold),
                mark(1),
                mark(1 / threshold),
                Show.percent(position(1 / threshold) - position(threshold)),
                Show.percent(position(left)),
                Show.percent(position(right)),
                ratio == null ? null : Show.percent(position(ratio)),
                left < FIRST,
                right > LAST,
                measured);
    }

    private static Mark mark(double ratio) {
        String label = String.format(Locale.ROOT, "%.2f", ratio).replaceFirst("\\.?0+$", "");
        return new Mark(label, Show.percent(position(ratio)));
    }

    private static double position(double ratio) {
        double clamped = Math.min(Math.max(ratio, FIRST), LAST);
        return 100 * Math.log(clamped / FIRST) / Math.log(LAST / FIRST);
    }
}
