package org.countersign.pages;

import java.util.List;
import java.util.Objects;
import org.countersign.bias.BiasReport;
import org.countersign.bias.BiasResult;

/**
 * A bias check as people read it: every group as an interval on one axis.
 *
 * @param marks of the axis that its rows are drawn on
 * @param reason in the check's own words, with the numbers
 */
record BiasPicture(String name, BiasResult result, String reason, List<IntervalPlot.Mark> marks, List<Row> rows) {

    /** Smallest acceptable ratio where no policy sets another (design, section 7). */
    static final double THRESHOLD = 0.8;

    /** Of a group with fewer customers no figures are shown. */
    private static final int SMALLEST_SHOWN = 10;

    /** Those of whom the attribute is not known: no group that could be treated unequally. */
    private static final String UNKNOWN = "unknown";

    /** One group: what the picture shows, and the same in figures. */
    record Row(
            String group,
            String counts,
            String rate,
            String ratio,
            String interval,
            IntervalPlot plot,
            boolean isReference,
            boolean measurable,
            boolean tooFew) {}

    static List<BiasPicture> of(BiasReport report, Show show) {
        return report.checks().stream().map(check -> of(check, show)).toList();
    }

    private static BiasPicture of(BiasReport.Check check, Show show) {
        BiasReport.Comparison worst = check.worst();
        String reference = worst != null
                ? worst.reference()
                : check.groups().stream()
                        .map(BiasReport.GroupComparison::reference)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        IntervalPlot.Axis axis = IntervalPlot.Axis.of(
                THRESHOLD,
                check.groups().stream()
                        .filter(BiasReport.GroupComparison::measurable)
                        .map(BiasReport.GroupComparison::ratio)
                        .filter(Objects::nonNull)
                        .toList());
        String worstGroup = worst == null ? "" : worst.group();
        return new BiasPicture(
                show.plain(check.name()),
                check.result(),
                show.plain(check.reason()),
                axis.marks(),
                check.groups().stream()
                        .map(group -> row(
                                axis,
                                group,
                                group.group().equals(reference),
                                group.group().equals(worstGroup) ? tone(check.result()) : "quiet",
                                show))
                        .toList());
    }

    private static Row row(
            IntervalPlot.Axis axis, BiasReport.GroupComparison group, boolean isReference, String tone, Show show) {
        boolean drawn = group.measurable() && !isReference;
        boolean shown = group.eligible() >= SMALLEST_SHOWN;
        String interval = drawn
                ? show.message("bias.interval", show.ratio(group.ratioLow()), show.ratio(group.ratioHigh()))
                : "–";
        String words = drawn
                ? show.message("bias.words", show.plain(group.group()), show.ratio(group.ratio()), interval)
                : show.message("bias.words.none", show.plain(group.group()));
        return new Row(
                show.plain(group.group()),
                shown
                        ? show.message("bias.counts", group.favoured(), group.eligible())
                        : show.message("fairness.few", SMALLEST_SHOWN),
                shown ? show.share(group.rate()) : "–",
                isReference ? "1" : shown ? show.ratio(group.ratio()) : "–",
                interval,
                drawn
                        ? IntervalPlot.of(axis, tone, words, group.ratioLow(), group.ratio(), group.ratioHigh())
                        : IntervalPlot.nothing(axis, words),
                isReference,
                group.measurable(),
                !group.measurable() && !group.group().equals(UNKNOWN));
    }

    static String tone(BiasResult result) {
        return switch (result) {
            case PASS -> "ok";
            case INCONCLUSIVE -> "info";
            case REVIEW -> "warn";
            case FAIL -> "bad";
            case UNMEASURABLE -> "quiet";
        };
    }
}
