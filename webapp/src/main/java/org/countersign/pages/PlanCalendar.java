package org.countersign.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanView;

/**
 * A plan as a calendar: a row for each channel, a column for each day on which anything is placed.
 *
 * @param days column heads, for example {@code Tue 24 Nov}
 */
record PlanCalendar(List<String> days, List<Row> rows) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    /** A channel and what it carries, one cell for each day. */
    record Row(String channel, List<List<Entry>> cells) {}

    /** A placement in its cell, for example 08:00 to 09:00. */
    record Entry(PlanView.Placement place, String time) {}

    static PlanCalendar of(List<PlanView.Placement> placements, ZoneId zone) {
        List<LocalDate> days = placements.stream()
                .map(place -> dayOf(place, zone))
                .distinct()
                .sorted()
                .toList();
        Map<String, List<PlanView.Placement>> channels = placements.stream()
                .collect(Collectors.groupingBy(PlanView.Placement::channel, TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        channels.forEach((channel, places) -> rows.add(new Row(
                channel, days.stream().map(day -> cell(places, day, zone)).toList())));
        return new PlanCalendar(days.stream().map(DAY::format).toList(), rows);
    }

    private static List<Entry> cell(List<PlanView.Placement> places, LocalDate day, ZoneId zone) {
        return places.stream()
                .filter(place -> dayOf(place, zone).equals(day))
                .sorted(Comparator.comparing(PlanView.Placement::start).thenComparing(PlanView.Placement::slot))
                .map(place -> new Entry(place, time(place.start(), zone) + "–" + time(place.end(), zone)))
                .toList();
    }

    private static LocalDate dayOf(PlanView.Placement place, ZoneId zone) {
        return place.start().atZone(zone).toLocalDate();
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
