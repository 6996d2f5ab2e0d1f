package org.countersign.review;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.countersign.allocation.SlotWindow;
import org.countersign.allocation.Slots;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.springframework.stereotype.Component;

/**
 * When a review is due: so much working time from now on, in the calendar of its market. What wants a slot is due in time
 * for the first slot that can still be met, and is over when the last one has begun.
 */
@Component
class ReviewSchedule {

    private final DeadlineSettings settings;
    private final BusinessCalendars calendars;
    private final Slots slots;

    ReviewSchedule(DeadlineSettings settings, BusinessCalendars calendars, Slots slots) {
        this.settings = settings;
        this.calendars = calendars;
        this.slots = slots;
    }

    /** @param proposal of {@code view} */
    Deadlines from(Instant now, SuggestionView view, Proposal proposal) {
        BusinessCalendar calendar = calendars.of(proposal);
        Instant warnAt = calendar.after(now, settings.warnAfter());
        Instant escalateAt = calendar.after(now, settings.escalateAfter());
        Instant dueAt = earlier(calendar.after(now, settings.expireAfter()), view.expiresAt());
        Optional<SlotWindow> window = proposal.wantsSlot()
                ? slots.windowFor(view, calendar.after(now, settings.slotLead()))
                : Optional.empty();
        if (window.isPresent()) {
            Instant needed = calendar.before(window.get().first(), settings.slotLead());
            escalateAt = earlier(escalateAt, needed);
            warnAt = earlier(warnAt, calendar.before(needed, settings.slotLead()));
            dueAt = earlier(dueAt, window.get().last());
        }
        // What is late already is chased at once, and in order.
        dueAt = later(dueAt, now);
        escalateAt = later(earlier(escalateAt, dueAt), now);
        warnAt = later(earlier(warnAt, escalateAt), now);
        return new Deadlines(seconds(warnAt), seconds(escalateAt), seconds(dueAt));
    }

    // As the process engine keeps them.
    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
