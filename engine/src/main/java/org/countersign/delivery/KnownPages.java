package org.countersign.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which version of a page was the newest, and until when it certainly still is: most polls find nothing new, and those
 * need no look at the database.
 */
@Component
class KnownPages {

    /** Consumers ask for few different pages, mostly the end of the feed. */
    private static final int MOST = 2000;

    /** Tombstones age out of a page without anything happening; within this time they may be there still. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final FeedPulse pulse;
    private final Clock clock;
    private final Map<FeedRequest, Known> pages = new ConcurrentHashMap<>();

    KnownPages(FeedPulse pulse, Clock clock) {
        this.pulse = pulse;
        this.clock = clock;
    }

    private record Known(String version, long beats, Instant until) {}

    /** The version of the page if it certainly has not changed since it was read; null otherwise. */
    @Nullable
    String versionOf(FeedRequest request) {
        Known known = pages.get(request);
        if (known == null
                || !pulse.isUnchangedSince(known.beats)
                || !clock.instant().isBefore(known.until)) {
            return null;
        }
        return known.version;
    }

    /** @param beats of the pulse before the page was read */
    void remember(FeedRequest request, FeedPage page, long beats) {
        if (pages.size() >= MOST) {
            pages.clear();
        }
        Instant latest = clock.instant().plus(LONGEST);
        Instant staleAt = page.staleAt();
        pages.put(
                request,
                new Known(page.version(), beats, staleAt == null || latest.isBefore(staleAt) ? latest : staleAt));
    }
}
