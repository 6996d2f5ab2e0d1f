package org.countersign.allocation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Clearance;
import org.countersign.testing.Proposals;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Approves offers, puts books of slots and asks for plans.
 *
 * @param tuesday of the week after next, at eight: all slots of a test lie in one week unless it says otherwise
 */
record PlanningDesk(
        Allocations allocations, Slots slots, Suggestions suggestions, Clearance clearance, Instant tuesday) {

    /** A desk without slots and plans, where nobody waits. */
    static PlanningDesk cleared(ApplicationContext context) {
        JdbcTemplate sql = context.getBean(JdbcTemplate.class);
        sql.execute("delete from slot_placement");
        sql.execute("delete from slot_plan_version");
        sql.execute("delete from slot_plan");
        sql.execute("delete from slot");
        sql.execute("delete from slot_limit");
        sql.execute("delete from slot_book");
        Suggestions suggestions = context.getBean(Suggestions.class);
        Endings endings = context.getBean(Endings.class);
        suggestions
                .awaitingSlot(1_000)
                .forEach(view -> endings.withdraw(Actor.system("test"), view.id(), "Not of this test."));
        return new PlanningDesk(
                context.getBean(Allocations.class),
                context.getBean(Slots.class),
                suggestions,
                context.getBean(Clearance.class),
                Instant.now()
                        .atZone(ZoneOffset.UTC)
                        .plusWeeks(1)
                        .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
                        .truncatedTo(ChronoUnit.DAYS)
                        .plusHours(8)
                        .toInstant());
    }

    /** For a segment of its own, so that caps do not matter, wanting one place that takes 3 of a slot. */
    static Proposals offer(String name, String value) {
        return Clearance.offer(name + "-" + UUID.randomUUID(), "segment-" + UUID.randomUUID(), value);
    }

    SuggestionId approved(Proposals proposal) {
        return clearance.approved(proposal);
    }

    void book(SlotBooks book) {
        slots.replace(Actor.person("planner1"), book.book());
    }

    PlanView propose() {
        Optional<PlanId> plan = allocations.propose(UUID.randomUUID().toString());
        return allocations.get(plan.orElseThrow());
    }

    SuggestionState stateOf(SuggestionId suggestion) {
        return suggestions.get(suggestion).state();
    }
}
