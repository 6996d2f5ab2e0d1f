package org.countersign.review;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people may take, {@code countersign.review.*}. Durations are working time: only the hours count in which the
 * market's people work.
 *
 * @param warnAfter when those who may decide are warned
 * @param escalateAfter when another group is asked too
 * @param escalateTo that group
 * @param expireAfter when the review is over
 * @param slotLead what has to be left between the decision and the start of the first slot that would fit
 * @param reworkRounds how often changes may be requested before somebody has to say yes or no
 * @param hours working hours where a market says nothing else
 * @param markets what is different in a market, by its ISO 3166 code, for example {@code DE} or {@code DE-BY}
 */
@ConfigurationProperties("countersign.review")
record DeadlineSettings(
        @DefaultValue("PT4H") Duration warnAfter,
        @DefaultValue("PT8H") Duration escalateAfter,
        @DefaultValue("officers") String escalateTo,
        @DefaultValue("PT40H") Duration expireAfter,
        @DefaultValue("PT4H") Duration slotLead,
        @DefaultValue("3") int reworkRounds,
        @DefaultValue Hours hours,
        @DefaultValue Map<String, Market> markets) {

    DeadlineSettings {
        markets = Map.copyOf(markets);
        if (warnAfter.isNegative()
                || escalateAfter.compareTo(warnAfter) < 0
                || expireAfter.compareTo(escalateAfter) < 0) {
            throw new IllegalArgumentException(
                    "countersign.review: warn-after, escalate-after and expire-after must not"
                            + " be shorter than the one before; they are " + warnAfter + ", " + escalateAfter + " and "
                            + expireAfter + ".");
        }
    }

    /** When people work. */
    record Hours(
            @DefaultValue("09:00") LocalTime from,
            @DefaultValue("17:00") LocalTime until,

            @DefaultValue({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"})
            Set<DayOfWeek> days) {

        Hours {
            days = Set.copyOf(days);
            if (!from.isBefore(until) || days.isEmpty()) {
                throw new IllegalArgumentException("Working hours from " + from + " until " + until + " on " + days
                        + " leave no time to work in.");
            }
        }
    }

    /**
     * A market of its own.
     *
     * @param zone null takes the zone of the audience, or UTC
     * @param hours null takes those of {@link DeadlineSettings#hours}
     * @param closed days off beside the public holidays
     */
    record Market(
            @Nullable ZoneId zone,
            @Nullable Hours hours,
            @DefaultValue List<LocalDate> closed) {

        Market {
            closed = List.copyOf(closed);
        }
    }
}
