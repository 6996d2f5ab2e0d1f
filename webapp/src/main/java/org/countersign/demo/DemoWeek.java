package org.countersign.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/**
 * The week that the models run for. Every time in a suggestion hangs on its Monday, so that posting again in the same
 * week posts the very same documents.
 */
record DemoWeek(LocalDate monday) {

    static DemoWeek of(Instant now) {
        return new DemoWeek(
                now.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    /** For example {@code 2026w48}. */
    String name() {
        return monday.get(IsoFields.WEEK_BASED_YEAR) + "w%02d".formatted(monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    Instant start() {
        return monday.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant before(Duration duration) {
        return start().minus(duration);
    }

    /** Suggestions live for two weeks, so that nothing of this one is over while it lasts. */
    Instant validUntil() {
        return start().plus(Duration.ofDays(14));
    }
}
