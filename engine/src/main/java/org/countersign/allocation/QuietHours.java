package org.countersign.allocation;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When nobody is to be disturbed, in the time of whoever is addressed.
 *
 * @param from inclusive; later than {@code to} where the night lies between
 * @param to exclusive; the same as {@code from} for no quiet hours at all
 * @param channels that disturb; a banner on a page does not
 */
record QuietHours(LocalTime from, LocalTime to, Set<String> channels) {

    /** Whether something that begins then on this channel would disturb. */
    boolean cover(String channel, Instant start, ZoneId zone) {
        if (!channels.contains(channel) || from.equals(to)) {
            return false;
        }
        LocalTime at = start.atZone(zone).toLocalTime();
        return from.isBefore(to) ? !at.isBefore(from) && at.isBefore(to) : !at.isBefore(from) || at.isBefore(to);
    }
}
