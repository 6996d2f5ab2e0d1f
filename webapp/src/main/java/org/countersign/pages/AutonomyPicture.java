package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countersign.autonomy.Evidence;
import org.countersign.autonomy.LicenceView;
import org.countersign.autonomy.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Where a model version stands with one kind in one market, as people read it: what holds, what the evidence says on an
 * axis with what is asked for, and what to do next.
 *
 * @param title model and version
 * @param counts approved unchanged, of those decided
 * @param proposed the licence that waits for its second signature; null for none
 */
record AutonomyPicture(
        String title,
        Standing standing,
        String leeway,
        String holds,
        String since,
        IntervalPlot plot,
        String counts,
        String rate,
        String interval,
        List<Next> next,
        @Nullable LicenceView inForce,
        @Nullable LicenceView proposed) {

    /** Something to do; {@code link} is where, or null. */
    record Next(String text, @Nullable String link) {}

    /** The share of mistakes at either end of the axis, on which each tenfold less is as far again. */
    private static final double MANY = 0.5;

    private static final double FEW = 0.002;

    static AutonomyPicture of(Standing standing, Show show) {
        Evidence evidence = standing.evidence();
        boolean measured = !evidence.unchanged().isEmpty();
        double rate = measured ? evidence.unchanged().rate() : 0;
        String words = show.message(
                "autonomy.words",
                show.share(measured ? rate : null),
                show.share(evidence.low()),
                show.share(standing.next().required()));
        return new AutonomyPicture(
                show.plain(standing.scope().model() + " " + standing.scope().version()),
                standing,
                show.message("leeway." + standing.now()),
                holds(standing, show),
                since(evidence, show),
                plot(standing, measured, rate, words),
                show.message(
                        "people.share",
                        show.share(measured ? rate : null),
                        show.number(evidence.unchanged().favoured(), 0),
                        show.number(evidence.unchanged().eligible(), 0)),
                show.share(measured ? evidence.low() : null),
                show.message("autonomy.required", show.share(standing.next().required())),
                next(standing, show),
                standing.inForce(),
                standing.proposed());
    }

    /** The axis that all of them are drawn on. */
    static List<IntervalPlot.Mark> marks() {
        return List.of(mark(0.5), mark(0.9), mark(0.95), mark(0.99), new IntervalPlot.Mark("1", Show.percent(100)));
    }

    private static IntervalPlot plot(Standing standing, boolean measured, double rate, String words) {
        double required = standing.next().required();
        double low = standing.evidence().low();
        return new IntervalPlot(
                standing.isEarned() ? "ok" : "quiet",
                words,
                mark(required),
                mark(1),
                mark(1),
                Show.percent(100 - position(required)),
                Show.percent(position(low)),
                Show.percent(position(rate)),
                Show.percent(position(rate)),
                low < 1 - MANY,
                false,
                measured);
    }

    private static IntervalPlot.Mark mark(double share) {
        return new IntervalPlot.Mark(
                String.format(Locale.ROOT, "%.2f", share).replaceFirst("\\.?0+$", ""), Show.percent(position(share)));
    }

    private static double position(double share) {
        double mistakes = Math.min(MANY, Math.max(FEW, 1 - share));
        return 100 * Math.log(MANY / mistakes) / Math.log(MANY / FEW);
    }

    private static String holds(Standing standing, Show show) {
        LicenceView licence = standing.inForce();
        if (licence == null || licence.validUntil() == null || licence.grantedBy() == null) {
            return show.message("autonomy.holds.none");
        }
        return show.message(
                "autonomy.holds",
                show.share(licence.leeway().share().doubleValue()),
                show.at(licence.validUntil()),
                licence.number(),
                show.plain(licence.proposedBy()),
                show.plain(licence.grantedBy()));
    }

    private static String since(Evidence evidence, Show show) {
        return evidence.since() == null || evidence.because() == null
                ? show.message("autonomy.since.ever")
                : show.message(
                        "autonomy.since",
                        show.at(evidence.since()),
                        show.message("autonomy.cause." + evidence.because()));
    }

    private static List<Next> next(Standing standing, Show show) {
        List<Next> next = new ArrayList<>();
        LicenceView proposed = standing.proposed();
        if (standing.openAlarm()) {
            next.add(new Next(show.message("autonomy.next.alarm"), "/fairness/alarms"));
        }
        if (standing.now() == standing.next()) {
            next.add(new Next(show.message("autonomy.next.end"), null));
            return next;
        }
        String step = show.message("leeway." + standing.next());
        if (standing.missing() > 0) {
            next.add(new Next(show.message("autonomy.next.missing", standing.missing(), step), null));
        }
        if (standing.missingCanaries() > 0) {
            next.add(new Next(show.message("autonomy.next.canaries", standing.missingCanaries()), "/people"));
        }
        if (proposed != null) {
            next.add(new Next(show.message("autonomy.next.proposed", show.plain(proposed.proposedBy()), step), null));
        } else if (standing.isEarned()) {
            next.add(new Next(show.message("autonomy.next.earned", step), null));
        }
        return next;
    }
}
