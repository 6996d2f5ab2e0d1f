package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.countersign.testing.Clearance;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Two audience groups, one of which is worth less to the shop. */
@EngineTest
@TestPropertySource(properties = {"countersign.allocation.time-limit=PT2S", "countersign.allocation.fair-share=0.8"})
class FairExposurePlansTests {

    @Test
    void givesEachAudienceGroupItsShareAndShowsWhatThatCosts(@Autowired ApplicationContext context) {
        PlanningDesk desk = PlanningDesk.cleared(context);
        // A load of 3 each, so two in each slot, four in all; a week apart because of the weekly cap.
        desk.book(new SlotBooks()
                .slot("one", "WEB", desk.tuesday(), 6)
                .slot("two", "WEB", desk.tuesday().plus(Duration.ofDays(7)), 6));
        for (int i = 0; i < 4; i++) {
            desk.approved(Clearance.offer("offer-" + UUID.randomUUID(), "rich", "100.00"));
            desk.approved(Clearance.offer("offer-" + UUID.randomUUID(), "poor", "90.00"));
        }

        PlanView plan = desk.propose();

        // Half of what is wanted is theirs: 0.8 of 2, rounded down, is one of the four.
        assertThat(plan.placements())
                .extracting(PlanView.Placement::segment)
                .contains("poor")
                .hasSize(4);
        assertThat(plan.fairnessPrice()).isEqualByComparingTo("10");
        assertThat(plan.totalValue()).isEqualByComparingTo("390");
    }
}
