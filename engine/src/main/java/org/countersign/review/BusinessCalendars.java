package org.countersign.review;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.countersign.review.DeadlineSettings.Market;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The business calendar of each market: its zone and hours by configuration, its public holidays by Jollyday, for the
 * country and, where it has some of its own, the part of it.
 */
@Component
class BusinessCalendars {

    private static final Logger LOG = LoggerFactory.getLogger(BusinessCalendars.class);

    private final DeadlineSettings settings;
    private final Map<String, Predicate<LocalDate>> holidays = new ConcurrentHashMap<>();

    BusinessCalendars(DeadlineSettings settings) {
        this.settings = settings;
    }

    /** The calendar of the market that a suggestion names first; without a market, of people who know no holidays. */
    BusinessCalendar of(Proposal proposal) {
        List<String> markets = proposal.audience().jurisdictions();
        return of(
                markets.isEmpty() ? null : markets.getFirst(),
                proposal.audience().timeZone());
    }

    BusinessCalendar of(@Nullable String code, @Nullable String audienceZone) {
        Market market = code == null ? null : market(code);
        Predicate<LocalDate> off =
                code == null ? day -> false : holidays.computeIfAbsent(code, BusinessCalendars::holidaysOf);
        if (market == null) {
            return new BusinessCalendar(zone(audienceZone), settings.hours(), off);
        }
        List<LocalDate> closed = market.closed();
        return new BusinessCalendar(
                market.zone() == null ? zone(audienceZone) : market.zone(),
                market.hours() == null ? settings.hours() : market.hours(),
                closed.isEmpty() ? off : off.or(closed::contains));
    }

    private @Nullable Market market(String code) {
        Market exact = settings.markets().get(code);
        return exact == null ? settings.markets().get(country(code)) : exact;
    }

    private static Predicate<LocalDate> holidaysOf(String code) {
        HolidayManager manager;
        try {
            manager = HolidayManager.getInstance(
                    ManagerParameters.create(country(code).toLowerCase(Locale.ROOT)));
        } catch (RuntimeException e) {
            LOG.warn("No public holidays are known for the market {}; its working days are those of the week.", code);
            return day -> false;
        }
        String part = code.length() > 3 ? code.substring(3).toLowerCase(Locale.ROOT) : "";
        boolean known =
                !part.isEmpty() && manager.getCalendarHierarchy().getChildren().containsKey(part);
        return known ? day -> manager.isHoliday(day, part) : manager::isHoliday;
    }

    private static String country(String code) {
        return code.length() > 2 ? code.substring(0, 2) : code;
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
