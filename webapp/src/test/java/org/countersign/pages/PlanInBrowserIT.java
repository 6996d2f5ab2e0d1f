package org.countersign.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanId;
import org.countersign.allocation.PlanView;
import org.countersign.allocation.SlotBook;
import org.countersign.allocation.Slots;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Clearance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class PlanInBrowserIT {

    private static final Actor SYSTEM = Actor.system("test");
    private static final Instant TUESDAY = Instant.parse("2030-01-08T08:00:00Z");

    @Autowired
    private Allocations allocations;

    @Autowired
    private Slots slots;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Clearance clearance;

    private SuggestionId approved(String name, String value) {
        return clearance.approved(Clearance.offer(name, name, value));
    }

    private static SlotBook.Slot slot(String id, String channel, int day, int capacity) {
        Instant start = TUESDAY.plus(Duration.ofDays(day));
        return new SlotBook.Slot(
                id, channel, start, start.plus(Duration.ofHours(2)), null, BigDecimal.valueOf(capacity));
    }

    @Test
    void plannerLeavesOnePlaceOutAndConfirmsByKeyboard(Browsing planner) {
        slots.replace(
                SYSTEM,
                new SlotBook(List.of(slot("tue-mail", "EMAIL", 0, 7), slot("wed-web", "WEB", 1, 3)), List.of()));
        SuggestionId spring = approved("spring-coffee", "900.00");
        approved("tea-week", "700.00");
        SuggestionId granola = approved("granola", "400.00");
        approved("oat-drink", "250.00");
        PlanId plan = allocations.propose(UUID.randomUUID().toString()).orElseThrow();

        Page page = planner.logIn("planner1");
        page.locator("tbody a.row-link").first().press("Enter");
        assertThat(page.locator(".calendar")).containsText("spring-coffee");
        assertThat(page.locator("main")).containsText("No plan can be worth more: this is proven.");
        assertThat(page.locator("main")).containsText("oat-drink");

        page.locator("article[data-suggestion='" + granola + "']")
                .getByLabel("Leave out")
                .check();
        page.keyboard().press("c");

        assertThat(page.locator(".toast")).containsText("Plan confirmed");
        assertThat(page.locator("main")).containsText("Left out by planner1.");
        assertThat(suggestions.get(spring).state()).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(suggestions.get(granola).state()).isEqualTo(SuggestionState.APPROVED);
        assertThat(allocations.get(plan).decidedBy()).isEqualTo("planner1");
        assertThat(planner.complaints()).isEmpty();
    }

    @Test
    void plannerDragsAPlacementToAnotherSlotAndFindsItPinnedThere(Browsing planner) {
        slots.replace(
                SYSTEM,
                new SlotBook(
                        List.of(
                                slot("tue-mail", "EMAIL", 0, 7),
                                slot("wed-web", "WEB", 1, 3),
                                slot("thu-mail", "EMAIL", 2, 4),
                                slot("fri-mail", "EMAIL", 3, 4)),
                        List.of()));
        SuggestionId cocoa = approved("cocoa", "800.00");
        SuggestionId muesli = approved("muesli", "300.00");
        PlanId plan = allocations.propose(UUID.randomUUID().toString()).orElseThrow();
        String from = allocations.get(plan).placements().stream()
                .filter(place -> place.suggestion().equals(cocoa))
                .findFirst()
                .orElseThrow()
                .slot();
        String to = from.equals("fri-mail") ? "thu-mail" : "fri-mail";
        Page page = planner.logIn("planner1");
        page.navigate(page.url().replaceAll("(https?://[^/]+).*", "$1/plans/" + plan));

        // By its edge: its middle holds the list to choose another slot from.
        page.locator("article[data-suggestion='" + cocoa + "']")
                .dragTo(page.locator("[data-slot='" + to + "']"), new Locator.DragToOptions().setSourcePosition(3, 3));

        assertThat(page.locator(".toast")).containsText("Planned again");
        assertThat(page.locator("[data-slot='" + to + "']")).containsText("cocoa");
        assertThat(page.locator("[data-slot='" + to + "'] .tag")).containsText("pinned");
        assertThat(allocations.get(plan).placements())
                .filteredOn(place -> place.suggestion().equals(cocoa))
                .extracting(PlanView.Placement::slot)
                .containsExactly(to);
        assertThat(planner.complaints()).isEmpty();

        allocations.discard(plan, allocations.get(plan).version(), SYSTEM);
        endings.withdraw(SYSTEM, cocoa, "The test is over.");
        endings.withdraw(SYSTEM, muesli, "The test is over.");
    }
}
