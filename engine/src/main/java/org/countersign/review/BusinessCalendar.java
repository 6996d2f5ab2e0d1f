package org.countersign.review;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;
import org.countersign.review.DeadlineSettings.Hours;

/**
 * When people of one market work. Days are taken in the market's zone, so that one with a change of the clocks has as many
 * working hours as any other unless the change falls into them.
 *
 * @param off days on which nobody works, beside the days of the week without hours
 */
record BusinessCalendar(ZoneId zone, Hours hours, Predicate<LocalDate> off) {

    // A calendar with so few working days is a mistake, and must not keep a thread for ever.
    private static final int MOST_DAYS = 4_000;

    /** The moment at which people have worked for {@code work} since {@code from}. */
    Instant after(Instant from, Duration work) {
        LocalDate day = from.atZone(zone).toLocalDate();
        Duration left = work;
        for (int n = 0; n < MOST_DAYS; n++, day = day.plusDays(1)) {
            if (isOff(day)) {
                continue;
            }
            Instant begin = later(opens(day), from);
            Duration today = Duration.between(begin, closes(day));
            if (!today.isNegative() && left.compareTo(today) <= 0) {
                return begin.plus(left);
            }
            left = today.isNegative() ? left : left.minus(today);
        }
        throw tooFew(work);
    }

    /** The latest moment from which people still work for {@code work} until {@code until}. */
    Instant before(Instant until, Duration work) {
        LocalDate day = until.atZone(zone).toLocalDate();
        Duration left = work;
        for (int n = 0; n < MOST_DAYS; n++, day = day.minusDays(1)) {
            if (isOff(day)) {
                continue;
            }
            Instant end = earlier(closes(day), until);
            Duration today = Duration.between(opens(day), end);
            if (!today.isNegative() && left.compareTo(today) <= 0) {
                return end.minus(left);
            }
            left = today.isNegative() ? left : left.minus(today);
        }
        throw tooFew(work);
    }

    private boolean isOff(LocalDate day) {
        return !hours.days().contains(day.getDayOfWeek()) || off.test(day);
    }

    private Instant opens(LocalDate day) {
        return ZonedDateTime.of(day, hours.from(), zone).toInstant();
    }

    private Instant closes(LocalDate day) {
        return ZonedDateTime.of(day, hours.until(), zone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static IllegalStateException tooFew(Duration work) {
        return new IllegalStateException(
                "The business calendar has less than " + work + " of working time in " + MOST_DAYS + " days.");
    }
}
