package org.countersign.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.screening.Screenings;
import org.springframework.stereotype.Component;

/** The facts that producers have sent of late, kept for a minute, since editors ask with every key that is pressed. */
@Component
class SentFacts {

    /** Fewer decisions say nothing about what producers can send. */
    private static final int LEAST = 100;

    private static final int MOST = 2_000;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Screenings screenings;
    private final Clock clock;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(Set.of(), Instant.MIN));

    SentFacts(Screenings screenings, Clock clock) {
        this.screenings = screenings;
        this.clock = clock;
    }

    private record Known(Set<String> facts, Instant until) {}

    /** Empty while too little was decided to tell. */
    Set<String> get() {
        Known last = known.get();
        Instant now = clock.instant();
        if (now.isBefore(last.until())) {
            return last.facts();
        }
        Set<String> facts = Set.copyOf(screenings.factsSent(LEAST, MOST));
        known.set(new Known(facts, now.plus(FRESH)));
        return facts;
    }
}
