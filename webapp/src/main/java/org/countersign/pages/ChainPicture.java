package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.countersign.bias.BiasResult;
import org.countersign.monitoring.Chain;
import org.countersign.monitoring.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The chain from model to customer as people read it: where the gap is in words, who passes where at a glance, and every
 * stage with its intervals on one axis.
 *
 * @param lead one sentence: where a gap arises, or how much of it could be told
 * @param tone of the stylesheet, for the lead
 * @param findings what was found and what to do next, gravest first
 * @param overview a row for each group, a cell for each stage
 * @param stages every stage that anything was counted at, in order
 */
record ChainPicture(
        String lead,
        String tone,
        List<Finding> findings,
        List<Stage> columns,
        List<OverviewRow> overview,
        List<StagePicture> stages) {

    /** One gap. */
    record Finding(BiasResult result, String text, String next) {}

    /** One group over all stages; a cell is null where it was not counted. */
    record OverviewRow(String group, boolean isReference, List<@Nullable Cell> cells) {}

    /** A group at a stage: its result, and in few words its ratio. */
    record Cell(BiasResult result, String ratio, String words, boolean isReference) {}

    /** One stage with the axis its rows are drawn on. */
    record StagePicture(Stage stage, List<IntervalPlot.Mark> marks, List<Row> rows) {}

    /** One group at one stage in figures. */
    record Row(
            String group,
            boolean isReference,
            boolean isShown,
            BiasResult result,
            String counts,
            String rate,
            String rateInterval,
            String ratio,
            String ratioInterval,
            String pValue,
            String depth,
            IntervalPlot plot) {}

    static ChainPicture of(Chain chain, Show show) {
        List<Finding> findings =
                chain.gaps().stream().map(gap -> finding(gap, show)).toList();
        List<Stage> columns = chain.links().stream()
                .map(Chain.Link::stage)
                .distinct()
                .sorted()
                .toList();
        List<OverviewRow> overview = new TreeSet<>(chain.links().stream()
                        .filter(Chain.Link::isShown)
                        .map(Chain.Link::group)
                        .toList())
                .stream().map(group -> overviewRow(group, columns, chain, show)).toList();
        boolean failed = findings.stream().anyMatch(finding -> finding.result() == BiasResult.FAIL);
        List<BiasResult> compared = chain.links().stream()
                .filter(link -> !link.group().equals(chain.reference()))
                .map(Chain.Link::result)
                .toList();
        long passed =
                compared.stream().filter(result -> result == BiasResult.PASS).count();
        boolean allPassed = passed > 0 && passed == compared.size();
        String lead = !findings.isEmpty()
                ? show.message(
                        "fairness.lead.gap",
                        show.message("stage." + chain.gaps().getFirst().stage()),
                        findings.size())
                : allPassed
                        ? show.message("fairness.lead.passed", passed)
                        : compared.stream().allMatch(result -> result == BiasResult.UNMEASURABLE)
                                ? show.message("fairness.lead.unmeasured")
                                : show.message("fairness.lead.unsure", passed, compared.size());
        return new ChainPicture(
                lead,
                failed ? "bad" : !findings.isEmpty() ? "warn" : allPassed ? "ok" : "quiet",
                findings,
                columns,
                overview,
                columns.stream().map(stage -> picture(stage, chain, show)).toList());
    }

    private static Finding finding(Chain.Gap gap, Show show) {
        return new Finding(
                gap.result(),
                show.message(
                        "fairness.finding",
                        show.message("stage." + gap.stage()),
                        show.plain(gap.worse().group()),
                        show.number(gap.worse().out(), 0),
                        show.number(gap.worse().in(), 0),
                        show.share(gap.worse().rate()),
                        show.ratio(gap.ratio()),
                        show.message("bias.interval", show.ratio(gap.ratioLow()), show.ratio(gap.ratioHigh())),
                        show.plain(gap.better().group())),
                show.message("fairness.next." + gap.stage()));
    }

    private static OverviewRow overviewRow(String group, List<Stage> columns, Chain chain, Show show) {
        List<@Nullable Cell> cells = new ArrayList<>();
        for (Stage stage : columns) {
            cells.add(chain.at(stage).stream()
                    .filter(link -> link.group().equals(group) && link.isShown())
                    .findFirst()
                    .map(link -> cell(link, chain, show))
                    .orElse(null));
        }
        return new OverviewRow(show.plain(group), group.equals(chain.reference()), cells);
    }

    private static Cell cell(Chain.Link link, Chain chain, Show show) {
        boolean isReference = link.group().equals(chain.reference());
        return new Cell(
                link.result(),
                isReference ? show.share(link.rate()) : show.ratio(link.ratio()),
                show.message("bias." + link.result()),
                isReference);
    }

    private static StagePicture picture(Stage stage, Chain chain, Show show) {
        List<Chain.Link> links = chain.at(stage);
        IntervalPlot.Axis axis = IntervalPlot.Axis.of(
                chain.threshold(),
                links.stream()
                        .filter(link -> link.result() != BiasResult.UNMEASURABLE)
                        .map(Chain.Link::ratio)
                        .filter(Objects::nonNull)
                        .toList());
        return new StagePicture(
                stage,
                axis.marks(),
                links.stream().map(link -> row(link, chain, axis, show)).toList());
    }

    private static Row row(Chain.Link link, Chain chain, IntervalPlot.Axis axis, Show show) {
        boolean isReference = link.group().equals(chain.reference());
        String group = show.plain(link.group());
        if (!link.isShown()) {
            String few = show.message("fairness.few", Chain.SMALLEST_SHOWN);
            return new Row(
                    group,
                    isReference,
                    false,
                    BiasResult.UNMEASURABLE,
                    few,
                    "–",
                    "–",
                    "–",
                    "–",
                    "–",
                    "–",
                    IntervalPlot.nothing(axis, show.message("bias.words.none", group)));
        }
        boolean drawn = !isReference && link.result() != BiasResult.UNMEASURABLE;
        String interval = link.ratioLow() == null && link.ratioHigh() == null
                ? "–"
                : show.message("bias.interval", show.ratio(link.ratioLow()), show.ratio(link.ratioHigh()));
        String words = drawn
                ? show.message("bias.words", group, show.ratio(link.ratio()), interval)
                : show.message("bias.words.none", group);
        return new Row(
                group,
                isReference,
                true,
                link.result(),
                show.message("fairness.counts", show.number(link.out(), 0), show.number(link.in(), 0)),
                show.share(link.rate()),
                show.message("bias.interval", show.share(link.rateLow()), show.share(link.rateHigh())),
                isReference ? "1" : show.ratio(link.ratio()),
                interval,
                link.pValue() == null ? "–" : show.probability(link.pValue()),
                show.share(link.depth()),
                drawn
                        ? IntervalPlot.of(
                                axis,
                                BiasPicture.tone(link.result()),
                                words,
                                link.ratioLow(),
                                link.ratio(),
                                link.ratioHigh())
                        : IntervalPlot.nothing(axis, words));
    }
}
