package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countersign.WebTest;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanId;
import org.countersign.allocation.PlanState;
import org.countersign.allocation.PlanView;
import org.countersign.allocation.SlotBook;
import org.countersign.allocation.Slots;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Clearance;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@WebTest
@ActiveProfiles("demo")
class PlanPagesTests {

    private static final Actor SYSTEM = Actor.system("test");
    private static final RequestPostProcessor PLANNER = user("planner1").roles("PLANNER");

    @Autowired
    private MockMvc mvc;

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

    private SuggestionId dear = SuggestionId.next();
    private PlanView plan;

    @BeforeEach
    void propose() {
        Instant start = Instant.parse("2030-01-08T08:00:00Z");
        slots.replace(
                SYSTEM,
                new SlotBook(
                        List.of(new SlotBook.Slot(
                                "mail-" + UUID.randomUUID(),
                                "EMAIL",
                                start,
                                start.plus(Duration.ofHours(1)),
                                null,
                                BigDecimal.valueOf(5))),
                        List.of()));
        dear = approved("dear <b>bold</b> ", "900.00");
        approved("cheap", "400.00");
        plan = allocations.get(allocations.propose(UUID.randomUUID().toString()).orElseThrow());
    }

    @AfterEach
    void leaveNothingOpen() {
        PlanView now = allocations.get(plan.id());
        if (now.state() == PlanState.PROPOSED) {
            allocations.discard(now.id(), now.version(), SYSTEM);
        }
        now.placements().forEach(place -> end(place.suggestion()));
        allocations.waiting().forEach(waiting -> end(waiting.suggestion()));
    }

    private void end(SuggestionId id) {
        if (!suggestions.get(id).state().isFinal()) {
            endings.withdraw(SYSTEM, id, "End of the test.");
        }
    }

    private SuggestionId approved(String name, String value) {
        return clearance.approved(Clearance.offer(name + UUID.randomUUID(), "segment-" + UUID.randomUUID(), value));
    }

    private String path() {
        return "/plans/" + plan.id();
    }

    @Test
    void listsPlansAndWhoWaits() throws Exception {
        mvc.perform(get("/plans").with(PLANNER))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString(path()), containsString("cheap"))));
    }

    @Test
    void saysWhyNothingWaitsAndWhatIsStillToBeApproved() throws Exception {
        allocations.discard(plan.id(), plan.version(), SYSTEM);
        allocations.waiting().forEach(waiting -> end(waiting.suggestion()));
        suggestions.receive("shop", List.of(Proposals.offer().document()));

        mvc.perform(get("/plans").with(PLANNER))
                .andExpect(content()
                        .string(allOf(
                                containsString("Only what is approved is planned."),
                                containsString("not approved yet: "),
                                containsString(" not screened yet"),
                                not(containsString("There is no slot to come")))));
        slots.replace(SYSTEM, new SlotBook(List.of(), List.of()));
        mvc.perform(get("/plans").with(PLANNER))
                .andExpect(content().string(containsString("There is no slot to come")));
    }

    @Test
    void showsValueBoundAndReasonsWithForeignTextEscaped() throws Exception {
        mvc.perform(get(path()).with(PLANNER))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("€900.00"),
                                containsString("No plan can be worth more: this is proven."),
                                containsString("has too little room"),
                                containsString("Tue 8 Jan"),
                                containsString("dear &lt;b&gt;bold&lt;/b&gt;"),
                                not(containsString("<b>bold</b>")))));
    }

    @Test
    void confirms() throws Exception {
        mvc.perform(post(path() + "/confirmation")
                        .with(PLANNER)
                        .with(csrf())
                        .param("version", String.valueOf(plan.version())))
                .andExpect(redirectedUrl(path()));

        assertThat(suggestions.get(dear).state()).isEqualTo(SuggestionState.SCHEDULED);
        assertThat(allocations.get(plan.id()).decidedBy()).isEqualTo("planner1");
    }

    @Test
    void confirmsNothingWhileAChosenMoveIsNotPlanned() throws Exception {
        mvc.perform(post(path() + "/confirmation")
                        .with(PLANNER)
                        .with(csrf())
                        .param("version", String.valueOf(plan.version()))
                        .param("pin", "", dear + "/elsewhere"))
                .andExpect(redirectedUrl(path()))
                .andExpect(flash().attribute(
                                Toast.ATTRIBUTE,
                                org.hamcrest.Matchers.hasToString(containsString("Nothing is confirmed"))));

        assertThat(allocations.get(plan.id()).state()).isEqualTo(PlanState.PROPOSED);
        assertThat(suggestions.get(dear).state()).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void leavesOutAndShowsIt() throws Exception {
        mvc.perform(post(path() + "/confirmation")
                        .with(PLANNER)
                        .with(csrf())
                        .param("version", String.valueOf(plan.version()))
                        .param("exclude", dear.toString()))
                .andExpect(redirectedUrl(path()));

        assertThat(suggestions.get(dear).state()).isEqualTo(SuggestionState.APPROVED);
        mvc.perform(get(path()).with(PLANNER)).andExpect(content().string(containsString("Left out by planner1.")));
    }

    @Test
    void tellsTheSecondPlanner() throws Exception {
        allocations.discard(plan.id(), plan.version(), Actor.person("planner2"));

        mvc.perform(post(path() + "/confirmation")
                        .with(PLANNER)
                        .with(csrf())
                        .param("version", String.valueOf(plan.version())))
                .andExpect(redirectedUrl(path()))
                .andExpect(flash().attribute(
                                Toast.ATTRIBUTE,
                                org.hamcrest.Matchers.hasToString(containsString("is DISCARDED since"))));
    }

    @Test
    void plansAgainAroundPins() throws Exception {
        String slot = plan.placements().getFirst().slot();

        mvc.perform(post(path() + "/solution")
                        .with(PLANNER)
                        .with(csrf())
                        .param("version", String.valueOf(plan.version()))
                        .param("pin", dear + "/" + slot))
                .andExpect(redirectedUrl(path()));

        assertThat(allocations.get(plan.id()).placements())
                .singleElement()
                .extracting(PlanView.Placement::pinned)
                .isEqualTo(true);
    }

    @Test
    void answersUnknownPlansAndOtherPeople() throws Exception {
        mvc.perform(get("/plans/" + PlanId.next()).with(PLANNER)).andExpect(status().isNotFound());
        mvc.perform(get("/plans/nonsense").with(PLANNER)).andExpect(status().isNotFound());
        mvc.perform(get(path()).with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
        mvc.perform(post("/plans").with(PLANNER).with(csrf())).andExpect(redirectedUrl("/plans"));
    }

    @Test
    void saysWhyEachPlacementIsWhereItIs() throws Exception {
        mvc.perform(get(path()).with(PLANNER))
                .andExpect(content()
                        .string(allOf(
                                containsString("Why here"), containsString("It is the only slot it may" + " take."))));
    }

    @Test
    void watchingPlansAnewWhenSomethingCameInAndShowsTheDifference() throws Exception {
        mvc.perform(post(path() + "/watch").with(PLANNER).with(csrf()).param("version", String.valueOf(plan.version())))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Something changed"))));
        approved("newcomer", "2000.00");

        mvc.perform(post(path() + "/watch").with(PLANNER).with(csrf()).param("version", String.valueOf(plan.version())))
                .andExpect(content().string(allOf(containsString("Something changed"), containsString("€1,100.00"))));
        mvc.perform(get(path() + "/comparison").with(PLANNER).param("version", String.valueOf(plan.version())))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Loses its place"),
                                containsString("Comes in"),
                                containsString("newcomer"))));
    }

    @Test
    void keepsWhomThePlannerLeavesOutOutOfTheNextPlan() throws Exception {
        mvc.perform(post(path() + "/solution")
                        .with(PLANNER)
                        .with(csrf())
                        .param("version", String.valueOf(plan.version()))
                        .param("pin", "")
                        .param("exclude", dear.toString()))
                .andExpect(redirectedUrl(path()));

        assertThat(allocations.get(plan.id()).excluded()).containsExactly(dear);
        mvc.perform(get(path()).with(PLANNER))
                .andExpect(content().string(containsString("A planner left it out of this plan.")));
    }
}
