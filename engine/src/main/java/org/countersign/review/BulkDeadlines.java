package org.countersign.review;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;

/** When many reviews that begin at the same moment are due: what is alike in a calendar's eyes is asked of it once. */
final class BulkDeadlines {

    private final ReviewSchedule schedule;
    private final Instant now;
    private final Map<Key, Deadlines> known = new HashMap<>();

    BulkDeadlines(ReviewSchedule schedule, Instant now) {
        this.schedule = schedule;
        this.now = now;
    }

    /** All that the schedule looks at where no slot is wanted. */
    private record Key(List<String> markets, @Nullable String zone, Instant expiresAt) {}

    /** @param proposal of {@code view} */
    Deadlines of(SuggestionView view, Proposal proposal) {
        if (proposal.wantsSlot()) {
            return schedule.from(now, view, proposal);
        }
        Key key =
                new Key(proposal.audience().jurisdictions(), proposal.audience().timeZone(), view.expiresAt());
        return known.computeIfAbsent(key, fresh -> schedule.from(now, view, proposal));
    }
}
