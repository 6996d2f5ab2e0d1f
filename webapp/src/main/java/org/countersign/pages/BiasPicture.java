package org.countersign.pages;

import java.util.List;
import org.countersign.bias.BiasReport;
import org.countersign.bias.BiasResult;
import org.jspecify.annotations.Nullable;

/**
 * A bias check as people read it: every group as an interval on one axis.
 *
 * @param reason in the check's own words, with the numbers
 */
record BiasPicture(
        String name,
        BiasResult result,
        String reason,
        @Nullable String reference,
        List<Row> rows) {

    /** Smallest acceptable ratio where no policy sets another (design, section 7). */
    static final double THRESHOLD = 0.8;

    /** One group: what the picture shows, and the same in figures. */
    record Row(
            String group,
            int eligible,
            int favoured,
            String rate,
            String ratio,
            String interval,
            IntervalPlot plot,
            boolean isReference,
            boolean measurable) {}

    static List<BiasPicture> of(BiasReport report, Show show) {
        return report.checks().stream().map(check -> of(check, show)).toList();
    }

    private static BiasPicture of(BiasReport.Check check, Show show) {
        BiasReport.Comparison worst = check.worst();
        String reference = worst != null
                ? worst.reference()
                : check.groups().stream()
                        .map(BiasReport.GroupComparison::reference)
                        .findFirst()
                        .orElse(null);
        String worstGroup = worst == null ? "" : worst.group();
        return new BiasPicture(
                show.plain(check.name()),
                check.result(),
                show.plain(check.reason()),
                reference,
                check.groups().stream()
                        .map(group -> row(
                                group,
                                group.group().equals(reference),
                                group.group().equals(worstGroup) ? tone(check.result()) : "quiet",
                                show))
                        .toList());
    }

    private static Row row(BiasReport.GroupComparison group, boolean isReference, String tone, Show show) {
        boolean drawn = group.measurable() && !isReference;
        String interval = drawn
                ? show.message("bias.interval", show.ratio(group.ratioLow()), show.ratio(group.ratioHigh()))
                : "–";
        String words = drawn
                ? show.message("bias.words", show.plain(group.group()), show.ratio(group.ratio()), interval)
                : show.message("bias.words.none", show.plain(group.group()));
        return new Row(
                show.plain(group.group()),
                group.eligible(),
                group.favoured(),
                show.share(group.rate()),
                isReference ? "1" : show.ratio(group.ratio()),
                interval,
                IntervalPlot.of(
                        tone,
                        words,
                        THRESHOLD,
                        drawn ? group.ratioLow() : null,
                        drawn ? group.ratio() : null,
                        drawn ? group.ratioHigh() : null),
                isReference,
                group.measurable());
    }

    private static String tone(BiasResult result) {
        return switch (result) {
            case PASS -> "ok";
            case INCONCLUSIVE -> "info";
            case REVIEW -> "warn";
            case FAIL -> "bad";
            case UNMEASURABLE -> "quiet";
        };
    }
}
