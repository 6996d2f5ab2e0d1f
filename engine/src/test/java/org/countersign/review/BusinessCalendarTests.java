package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.countersign.review.DeadlineSettings.Hours;
import org.countersign.review.DeadlineSettings.Market;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTests {

    private static final Hours OFFICE =
            new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    // 2026-11-25 is a Wednesday.
    private static final BusinessCalendar UTC = new BusinessCalendar(ZoneId.of("UTC"), OFFICE, day -> false);

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T10:00:00Z, PT2H, 2026-11-25T12:00:00Z",
        "2026-11-25T10:00:00Z, PT7H, 2026-11-25T17:00:00Z",
        "2026-11-25T10:00:00Z, PT7H1M, 2026-11-26T09:01:00Z",
        "2026-11-25T03:00:00Z, PT1H, 2026-11-25T10:00:00Z",
        "2026-11-25T20:00:00Z, PT1H, 2026-11-26T10:00:00Z",
        "2026-11-27T16:00:00Z, PT2H, 2026-11-30T10:00:00Z",
        "2026-11-28T12:00:00Z, PT8H, 2026-11-30T17:00:00Z",
        "2026-11-25T09:00:00Z, PT40H, 2026-12-01T17:00:00Z"
    })
    void countsWorkingTimeOnly(Instant from, Duration work, Instant until) {
        assertThat(UTC.after(from, work)).isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T12:00:00Z, PT2H, 2026-11-25T10:00:00Z",
        "2026-11-25T12:00:00Z, PT3H1M, 2026-11-24T16:59:00Z",
        "2026-11-25T03:00:00Z, PT1H, 2026-11-24T16:00:00Z",
        "2026-11-30T10:00:00Z, PT2H, 2026-11-27T16:00:00Z"
    })
    void countsBackTheSameWay(Instant until, Duration work, Instant from) {
        assertThat(UTC.before(until, work)).isEqualTo(from);
    }

    @Test
    void takesHoursInTheMarketsZoneAcrossAChangeOfTheClocks() {
        // Germany goes back to standard time on Sunday, 25 October 2026.
        BusinessCalendar berlin = calendars(Map.of()).of("DE", "Europe/Berlin");

        assertThat(berlin.after(Instant.parse("2026-10-23T14:00:00Z"), Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-10-26T09:00:00Z"));
    }

    /** Public holidays: 25 and 26 December 2026 are a Friday and a Saturday; Epiphany is one in Bavaria, not in Berlin. */
    @ParameterizedTest
    @CsvSource({
        "DE, 2026-12-24T16:00:00Z, 2026-12-28T10:00:00Z",
        "FR, 2026-07-13T16:00:00Z, 2026-07-15T10:00:00Z",
        "US, 2026-11-25T16:00:00Z, 2026-11-27T10:00:00Z",
        "DE-BY, 2027-01-05T16:00:00Z, 2027-01-07T10:00:00Z",
        "DE-BE, 2027-01-05T16:00:00Z, 2027-01-06T10:00:00Z",
        "ZZ, 2026-12-24T16:00:00Z, 2026-12-25T10:00:00Z"
    })
    void leavesOutThePublicHolidaysOfTheMarket(String market, Instant from, Instant twoHoursLater) {
        assertThat(calendars(Map.of()).of(market, null).after(from, Duration.ofHours(2)))
                .isEqualTo(twoHoursLater);
    }

    @Test
    void letsAMarketHaveHoursAndDaysOffOfItsOwn() {
        Market market = new Market(
                ZoneId.of("America/New_York"),
                new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0), EnumSet.of(DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY)),
                List.of(java.time.LocalDate.of(2026, 12, 2)));
        BusinessCalendar calendar = calendars(Map.of("US", market)).of("US-NY", "Europe/Berlin");

        // Wednesday afternoon, then Thanksgiving, then the day the market is closed on.
        assertThat(calendar.after(Instant.parse("2026-11-25T20:00:00Z"), Duration.ofHours(1)))
                .isEqualTo(Instant.parse("2026-12-03T14:00:00Z"));
    }

    @Test
    void doesNotLookForWorkingTimeForEver() {
        BusinessCalendar never = new BusinessCalendar(ZoneId.of("UTC"), OFFICE, day -> true);

        assertThatThrownBy(() -> never.after(Instant.EPOCH, Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("working time");
    }

    private static BusinessCalendars calendars(Map<String, Market> markets) {
        Duration hour = Duration.ofHours(1);
        return new BusinessCalendars(new DeadlineSettings(hour, hour, "officers", hour, hour, 3, OFFICE, markets));
    }
}
