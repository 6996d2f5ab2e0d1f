package org.countersign.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords, so that guessing is hopeless and yet nobody can lock somebody else out.
 *
 * <p>A name has {@value #OF_ONE} attempts from one address. Where a name has never logged in from an address, that
 * address has {@value #OF_MANY} attempts over all names (many names with one password) and the name that many over all
 * addresses (many machines on one account). Who came from here before is not touched by what strangers do. The idea is
 * that of OWASP's device cookies, with the address in place of the cookie.
 *
 * <p>Each count lasts {@link #WINDOW} from its first wrong password. Counts are kept in memory, of one running
 * application: a restart forgets them.
 */
@Component
final class Guesses {

    /** Wrong passwords for one name from one address. */
    static final int OF_ONE = 5;

    /** Wrong passwords from one address, or for one name, among those who never logged in from there. */
    static final int OF_MANY = 50;

    static final Duration WINDOW = Duration.ofMinutes(15);

    // A guesser with a network of addresses must not fill the memory; the oldest count goes first.
    private static final int MOST_COUNTS = 100_000;
    private static final int MOST_KNOWN = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /** How long whoever sits at {@code address} must wait before {@code name} may be tried from there; empty if not. */
    synchronized Optional<Duration> pause(String name, String address) {
        Place place = Place.of(name, address);
        Instant now = clock.instant();
        forgetWhatIsOver(now);
        return limits(place)
                .filter(limit -> attempts(limit.key) >= limit.attempts)
                .map(limit -> Duration.between(now, end(limit.key)))
                .max(Duration::compareTo);
    }

    synchronized void wrong(String name, String address) {
        Place place = Place.of(name, address);
        Instant now = clock.instant();
        forgetWhatIsOver(now);
        limits(place).forEach(limit -> counts.merge(limit.key, new Count(1, now), (old, one) -> old.andOneMore()));
        trim(counts.keySet().iterator(), counts.size() - MOST_COUNTS);
    }

    synchronized void right(String name, String address) {
        Place place = Place.of(name, address);
        counts.remove(place.pair());
        known.remove(place.pair());
        known.add(place.pair());
        trim(known.iterator(), known.size() - MOST_KNOWN);
    }

    private Stream<Limit> limits(Place place) {
        Limit one = new Limit(place.pair(), OF_ONE);
        return known.contains(place.pair())
                ? Stream.of(one)
                : Stream.of(one, new Limit("from " + place.address, OF_MANY), new Limit("to " + place.name, OF_MANY));
    }

    private int attempts(String key) {
        Count count = counts.get(key);
        return count == null ? 0 : count.attempts;
    }

    private Instant end(String key) {
        Count count = counts.get(key);
        return count == null ? Instant.MIN : count.since.plus(WINDOW);
    }

    /** Counts stand in the order in which they began. */
    private void forgetWhatIsOver(Instant now) {
        Iterator<Count> oldestFirst = counts.values().iterator();
        while (oldestFirst.hasNext() && !oldestFirst.next().since.plus(WINDOW).isAfter(now)) {
            oldestFirst.remove();
        }
    }

    private static void trim(Iterator<String> oldestFirst, int tooMany) {
        for (int i = 0; i < tooMany; i++) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    private record Count(int attempts, Instant since) {

        Count andOneMore() {
            return new Count(attempts + 1, since);
        }
    }

    private record Limit(String key, int attempts) {}

    private record Place(String name, String address) {

        private static final int NETWORK_BYTES = 8;

        /** Names in the case of no one; of an IPv6 address the /64, which one subscriber has to themselves. */
        static Place of(String name, String address) {
            return new Place(name.strip().toLowerCase(Locale.ROOT), address.contains(":") ? network(address) : address);
        }

        String pair() {
            return name + " from " + address;
        }

        private static String network(String address) {
            try {
                // A literal: nothing is looked up.
                byte[] bytes = InetAddress.getByName(address).getAddress();
                return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
            } catch (UnknownHostException e) {
                return address;
            }
        }
    }
}
