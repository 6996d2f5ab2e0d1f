package org.countersign.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The places there are for campaigns: every day of this week and the next a mailing in the morning and a banner all day.
 * They hang on the Monday, so that a restart puts the same book and moves no slot that something is placed in.
 */
final class DemoSlots {

    private static final ZoneId SHOP_TIME = ZoneId.of("America/New_York");
    private static final int DAYS = 14;

    private DemoSlots() {}

    /** The body for {@code PUT /api/v1/slots}. */
    static ObjectNode of(DemoWeek week) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode slots = body.putArray("slots");
        ArrayNode limits = body.putArray("limits");
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = week.monday().plusDays(day);
            String mailing = slot(slots, "EMAIL", date, 9, Duration.ofHours(2), 6);
            String banner = slot(slots, "WEB", date, 8, Duration.ofHours(12), 8);
            // A customer sees at most three campaigns a day.
            ObjectNode limit = limits.addObject();
            limit.put("id", "day-" + date);
            limit.putArray("slots").add(mailing).add(banner);
            limit.putNull("campaigns");
            limit.put("measure", "PLACEMENTS").put("max", 3).putNull("min");
        }
        return body;
    }

    private static String slot(
            ArrayNode slots, String channel, LocalDate date, int hour, Duration length, int capacity) {
        String id = channel.toLowerCase(Locale.ROOT) + "-" + date;
        Instant start = date.atTime(hour, 0).atZone(SHOP_TIME).toInstant();
        slots.addObject()
                .put("id", id)
                .put("channel", channel)
                .put("start", start.toString())
                .put("end", start.plus(length).toString())
                .put("market", "US")
                .put("capacity", capacity);
        return id;
    }
}
