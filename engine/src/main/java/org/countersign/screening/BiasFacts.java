package org.countersign.screening;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.countersign.bias.BiasReport;
import org.countersign.bias.BiasReport.Comparison;
import org.countersign.bias.BiasResult;
import org.jspecify.annotations.Nullable;

/**
 * What policies may know of the bias checks: the result by the common threshold, and the ratio that decided it, in percent,
 * with its interval, for those that set a threshold of their own. null is unknown.
 *
 * @param unequal attributes whose check failed or is to be looked at, in capitals
 * @param openAlarm whether an alarm about the model version waits for a decision
 */
record BiasFacts(
        BiasResult result,
        @Nullable BigDecimal ratio,
        @Nullable BigDecimal ratioLow,
        @Nullable BigDecimal ratioHigh,
        @Nullable List<String> unequal,
        boolean openAlarm) {

    /** @param report null where nothing could be checked */
    static BiasFacts of(@Nullable BiasReport report, boolean openAlarm) {
        if (report == null) {
            return new BiasFacts(BiasResult.UNMEASURABLE, null, null, null, null, openAlarm);
        }
        Comparison worst = report.checks().stream()
                .filter(check -> check.worst() != null)
                .min(Comparator.comparing(BiasReport.Check::result)
                        .thenComparingDouble(check -> -distance(check.worst())))
                .map(BiasReport.Check::worst)
                .orElse(null);
        return worst == null
                ? new BiasFacts(report.worstResult(), null, null, null, unequal(report), openAlarm)
                : new BiasFacts(
                        report.worstResult(),
                        percent(worst.ratio()),
                        percent(worst.ratioLow()),
                        percent(worst.ratioHigh()),
                        unequal(report),
                        openAlarm);
    }

    private static List<String> unequal(BiasReport report) {
        return report.checks().stream()
                .filter(check -> check.result() == BiasResult.FAIL || check.result() == BiasResult.REVIEW)
                .map(check -> check.name().toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    private static double distance(@Nullable Comparison comparison) {
        Double ratio = comparison == null ? null : comparison.ratio();
        return ratio == null ? 0 : Math.abs(Math.log(ratio));
    }

    private static @Nullable BigDecimal percent(@Nullable Double value) {
        // People read it in messages; a millionth of a ratio decides nothing.
        return value == null
                ? null
                : BigDecimal.valueOf(value)
                        .movePointRight(2)
                        .setScale(4, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
    }
}
