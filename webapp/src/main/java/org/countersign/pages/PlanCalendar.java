package org.countersign.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanView;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a calendar: a row for each channel, a column for each day with slots, and in each cell the slots with what is
 * placed in them, empty ones too.
 *
 * @param days column heads, for example {@code Tue 24 Nov}
 */
record PlanCalendar(List<String> days, List<Row> rows) {

    /** With more slots than this on a channel, a list to choose from is no help. */
    private static final int MOST_CHOICES = 60;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    /**
     * A channel and its slots, one cell for each day.
     *
     * @param choices all slots of the channel that something can be moved to; empty if they are too many
     */
    record Row(String channel, List<List<Box>> cells, List<Box> choices) {}

    /**
     * A slot.
     *
     * @param time for example 08:00 to 09:00
     * @param day for example {@code Tue 24 Nov}
     * @param use how far its capacity is taken; null where that is not known
     * @param empty why nothing is placed in it; null if something is
     */
    record Box(
            String slot,
            String day,
            String time,
            PlanView.@Nullable LimitUse use,
            List<PlanView.Placement> places,
            @Nullable String empty) {}

    private record Slot(String id, String channel, Instant start, Instant end) {}

    static PlanCalendar of(PlanView plan, ZoneId zone) {
        Map<Slot, List<PlanView.Placement>> slots = new LinkedHashMap<>();
        Map<String, String> reasons = new HashMap<>();
        plan.placements().stream()
                .filter(PlanView.Placement::stands)
                .forEach(place -> slots.computeIfAbsent(
                                new Slot(place.slot(), place.channel(), place.start(), place.end()),
                                key -> new ArrayList<>())
                        .add(place));
        for (PlanView.Unused unused : plan.unused()) {
            slots.putIfAbsent(new Slot(unused.slot(), unused.channel(), unused.start(), unused.end()), List.of());
            reasons.put(unused.slot(), unused.reason());
        }
        Map<String, PlanView.LimitUse> uses = plan.limits().stream()
                .filter(limit -> limit.kind() == PlanView.LimitKind.CAPACITY && limit.subject() != null)
                .collect(
                        Collectors.toMap(limit -> String.valueOf(limit.subject()), limit -> limit, (one, same) -> one));
        TreeSet<LocalDate> days = new TreeSet<>();
        Map<String, Map<LocalDate, List<Box>>> channels = new TreeMap<>();
        slots.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Slot, ?> entry) -> entry.getKey().start())
                        .thenComparing(entry -> entry.getKey().id()))
                .forEach(entry -> {
                    Slot slot = entry.getKey();
                    LocalDate day = slot.start().atZone(zone).toLocalDate();
                    days.add(day);
                    channels.computeIfAbsent(slot.channel(), key -> new HashMap<>())
                            .computeIfAbsent(day, key -> new ArrayList<>())
                            .add(new Box(
                                    slot.id(),
                                    DAY.format(day),
                                    TIME.format(slot.start().atZone(zone)) + "–"
                                            + TIME.format(slot.end().atZone(zone)),
                                    uses.get(slot.id()),
                                    entry.getValue(),
                                    entry.getValue().isEmpty() ? reasons.getOrDefault(slot.id(), "") : null));
                });
        List<Row> rows = new ArrayList<>();
        channels.forEach((channel, byDay) -> {
            List<List<Box>> cells =
                    days.stream().map(day -> byDay.getOrDefault(day, List.of())).toList();
            List<Box> all = cells.stream().flatMap(List::stream).toList();
            rows.add(new Row(channel, cells, all.size() > MOST_CHOICES ? List.of() : all));
        });
        return new PlanCalendar(days.stream().map(DAY::format).toList(), rows);
    }
}
