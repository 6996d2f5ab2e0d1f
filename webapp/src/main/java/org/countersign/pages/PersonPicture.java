package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import org.countersign.bias.Interval;
import org.countersign.bias.Sample;
import org.countersign.oversight.ReviewerStatistics;
import org.countersign.oversight.ReviewerStatistics.Disparity;
import org.countersign.oversight.ReviewerStatistics.Gold;
import org.countersign.oversight.ReviewerStatistics.Habits;
import org.countersign.oversight.ReviewerStatistics.Leniency;
import org.jspecify.annotations.Nullable;

/**
 * How one person decides, as people read it: what stands out and what to do next, then pictures and figures.
 *
 * @param id for anchors and fields, free of anybody's name
 * @param judged whether there are enough decisions to conclude anything
 * @param flags what stands out; empty if nothing does
 * @param leniency null where there are too few decisions to show
 */
record PersonPicture(
        String id,
        String name,
        String decisions,
        boolean judged,
        List<Flag> flags,
        @Nullable Row leniency,
        List<Row> disparities,
        List<Figure> figures,
        @Nullable String suspended) {

    /** Something that stands out. */
    record Flag(String tone, String text, String next) {}

    /** An interval on the axis, and the same in figures. */
    record Row(String label, String rate, String ratio, String interval, String note, IntervalPlot plot) {}

    /** A figure with what it means. */
    record Figure(String label, String value, String hint) {}

    private static final double FOUR_FIFTHS = 0.8;
    private static final int LONG_RUN = 25;

    static PersonPicture of(ReviewerStatistics person, String id, IntervalPlot.Axis axis, Show show) {
        return new PersonPicture(
                id,
                show.plain(person.person()),
                show.message("people.decisions", person.decisions()),
                person.decisions() >= ReviewerStatistics.SMALLEST_JUDGED,
                flags(person, show),
                person.leniency() == null ? null : leniency(person.leniency(), axis, show),
                person.disparities().stream()
                        .map(disparity -> disparity(disparity, axis, show))
                        .toList(),
                figures(person, show),
                person.suspended() == null ? null : show.plain(person.suspended()));
    }

    static IntervalPlot.Axis axis(List<ReviewerStatistics> people) {
        List<Double> ratios = new ArrayList<>();
        people.forEach(person -> {
            Leniency leniency = person.leniency();
            if (leniency != null && leniency.others() > 0) {
                ratios.add(leniency.approvals().rate() / leniency.others());
            }
            person.disparities().stream()
                    .map(Disparity::odds)
                    .filter(odds -> odds > 0 && Double.isFinite(odds))
                    .forEach(ratios::add);
        });
        return IntervalPlot.Axis.of(FOUR_FIFTHS, ratios);
    }

    private static List<Flag> flags(ReviewerStatistics person, Show show) {
        List<Flag> flags = new ArrayList<>();
        if (person.suspended() != null) {
            flags.add(flag("bad", "suspended", show, show.plain(person.suspended())));
        }
        Leniency leniency = person.leniency();
        if (leniency != null && leniency.outside()) {
            boolean lenient = leniency.approvals().rate() > leniency.others();
            flags.add(flag(
                    "warn",
                    lenient ? "lenient" : "strict",
                    show,
                    show.share(leniency.approvals().rate()),
                    show.share(leniency.others())));
        }
        disadvantaged(person.disparities())
                .forEach(disparity -> flags.add(flag(
                        "bad",
                        "disparity",
                        show,
                        show.plain(disparity.group()),
                        show.plain(disparity.attribute()),
                        show.ratio(disparity.odds()))));
        Habits habits = person.habits();
        if (habits != null && habits.isHasty()) {
            flags.add(flag("warn", "hasty", show, show.share(habits.hasty().rate())));
        }
        if (habits != null && habits.longestRun() >= LONG_RUN) {
            flags.add(flag("info", "run", show, habits.longestRun()));
        }
        if (person.gold().fails()) {
            flags.add(flag(
                    "bad",
                    "gold",
                    show,
                    share(person.gold().right(), show),
                    show.ratio(person.gold().low())));
        }
        return flags;
    }

    /** Who is approved less; with two groups the other one says the same once more. */
    private static List<Disparity> disadvantaged(List<Disparity> disparities) {
        List<Disparity> acting = disparities.stream().filter(Disparity::acts).toList();
        List<Disparity> less =
                acting.stream().filter(disparity -> disparity.odds() < 1).toList();
        return less.isEmpty() ? acting : less;
    }

    private static Flag flag(String tone, String key, Show show, Object... arguments) {
        return new Flag(tone, show.message("people.flag." + key, arguments), show.message("people.next." + key));
    }

    private static Row leniency(Leniency leniency, IntervalPlot.Axis axis, Show show) {
        double others = leniency.others();
        Interval interval = leniency.interval();
        boolean drawn = others > 0;
        String words = show.message(
                "people.leniency.words", show.share(leniency.approvals().rate()), show.share(others(leniency)));
        return new Row(
                show.message("people.leniency"),
                share(leniency.approvals(), show),
                show.ratio(drawn ? leniency.approvals().rate() / others : null),
                drawn
                        ? show.message(
                                "bias.interval",
                                show.ratio(interval.low() / others),
                                show.ratio(interval.high() / others))
                        : "–",
                "",
                drawn
                        ? IntervalPlot.of(
                                axis,
                                leniency.outside() ? "warn" : "quiet",
                                words,
                                interval.low() / others,
                                leniency.approvals().rate() / others,
                                interval.high() / others)
                        : IntervalPlot.nothing(axis, words));
    }

    private static Row disparity(Disparity disparity, IntervalPlot.Axis axis, Show show) {
        Double high = Double.isFinite(disparity.high()) ? disparity.high() : null;
        String interval = show.message("bias.interval", show.ratio(disparity.low()), show.ratio(high));
        return new Row(
                show.message("people.group", show.plain(disparity.attribute()), show.plain(disparity.group())),
                show.message("people.decisions", disparity.decisions()),
                show.ratio(Double.isFinite(disparity.odds()) ? disparity.odds() : null),
                interval,
                show.message("people.p", show.probability(disparity.pValue())),
                Double.isFinite(disparity.odds())
                        ? IntervalPlot.of(
                                axis,
                                disparity.acts() ? "bad" : "quiet",
                                show.message(
                                        "bias.words",
                                        show.plain(disparity.group()),
                                        show.ratio(disparity.odds()),
                                        interval),
                                disparity.low(),
                                disparity.odds(),
                                high)
                        : IntervalPlot.nothing(axis, show.message("bias.words.none", show.plain(disparity.group()))));
    }

    private static List<Figure> figures(ReviewerStatistics person, Show show) {
        List<Figure> figures = new ArrayList<>();
        Leniency leniency = person.leniency();
        if (leniency != null) {
            figures.add(figure(
                    "others",
                    show.message("people.others.value", show.share(others(leniency)), show.ratio(leniency.odds())),
                    show));
        }
        Habits habits = person.habits();
        if (habits != null) {
            figures.add(figure("hasty", share(habits.hasty(), show), show));
            figures.add(figure("run", show.number(habits.longestRun(), 0), show));
            figures.add(figure(
                    "repeats",
                    show.message(
                            "people.repeats.value",
                            share(habits.repeats(), show),
                            show.share(habits.repeatsExpected())),
                    show));
        }
        Gold gold = person.gold();
        figures.add(figure(
                "gold",
                gold.right().eligible() < ReviewerStatistics.SMALLEST_SHOWN
                        ? share(gold.right(), show)
                        : show.message("people.gold.value", share(gold.right(), show), show.ratio(gold.low())),
                show));
        figures.add(figure("rair", share(gold.reliance(), show), show));
        figures.add(figure("rsr", share(gold.selfReliance(), show), show));
        return figures;
    }

    /** null where they may not be shown. */
    private static @Nullable Double others(Leniency leniency) {
        return Double.isNaN(leniency.others()) ? null : (Double) leniency.others();
    }

    private static Figure figure(String key, String value, Show show) {
        return new Figure(show.message("people." + key), value, show.message("people." + key + ".hint"));
    }

    /** A share with its counts; a dash where too few stand behind it to be shown. */
    private static String share(Sample sample, Show show) {
        return sample.eligible() < ReviewerStatistics.SMALLEST_SHOWN
                ? show.message("people.few", show.number(sample.eligible(), 0), ReviewerStatistics.SMALLEST_SHOWN)
                : show.message(
                        "people.share",
                        show.share(sample.rate()),
                        show.number(sample.favoured(), 0),
                        show.number(sample.eligible(), 0));
    }
}
