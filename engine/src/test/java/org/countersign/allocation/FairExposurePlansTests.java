package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Two audience groups, one of which is worth less to the shop. */
@EngineTest
@TestPropertySource(properties = {"countersign.allocation.time-limit=PT2S", "countersign.allocation.fair-share=0.8"})
class FairExposurePlansTests {

    private static final Actor SYSTEM = Actor.system("test");

    @Autowired
    private Allocations allocations;

    @Autowired
    private Slots slots;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private AuditEntries log;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate sql;

    private void approved(String segment, String value) {
        SuggestionId id = SuggestionId.of(String.valueOf(suggestions
                .receive(
                        "shop",
                        List.of(Proposals.offer()
                                .externalId("offer-" + UUID.randomUUID())
                                .with("/audience/segment", segment)
                                .with("/placement/maxPlacements", 1)
                                .with("/value/expected", value)
                                .document()))
                .getFirst()
                .id()));
        transaction.executeWithoutResult(status -> {
            EntryId entry = log.append(NewEntry.of(EntryType.SCREENING, id.subject(), SYSTEM, Map.of()));
            suggestions.move(id, 1, SuggestionState.SCREENED, SYSTEM, null, entry);
            suggestions.move(id, 1, SuggestionState.APPROVED, SYSTEM, null, entry);
        });
    }

    @Test
    void givesEachAudienceGroupItsShareAndShowsWhatThatCosts() {
        sql.execute("delete from slot_placement");
        sql.execute("delete from slot_plan_version");
        sql.execute("delete from slot_plan");
        suggestions.awaitingSlot(1_000).forEach(view -> suggestions.withdraw(SYSTEM, view.id(), "Not of this test."));
        SlotBooks book = new SlotBooks();
        Instant week = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(7));
        // A load of 3 each, so two in each slot, four in all; a week apart because of the weekly cap.
        book.slot("one", "WEB", week, 6);
        book.slot("two", "WEB", week.plus(Duration.ofDays(7)), 6);
        slots.replace(SYSTEM, book.book());
        for (int i = 0; i < 4; i++) {
            approved("rich", "100.00");
            approved("poor", "90.00");
        }

        PlanView plan = allocations.get(
                allocations.propose(UUID.randomUUID().toString()).orElseThrow());

        // Half of what is wanted is theirs: 0.8 of 2, rounded down, is one of the four.
        assertThat(plan.placements())
                .extracting(PlanView.Placement::segment)
                .contains("poor")
                .hasSize(4);
        assertThat(plan.fairnessPrice()).isEqualByComparingTo("10");
        assertThat(plan.totalValue()).isEqualByComparingTo("390");
    }
}
