package org.countersign.pages;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Objects;
import org.countersign.WebTest;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.Publications;
import org.countersign.delivery.Published;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewDesk;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class SuggestionPageTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Batches batches;

    @Autowired
    private Publications publications;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Desk desk;

    @ParameterizedTest
    @ValueSource(strings = {"REVIEWER", "OFFICER", "PLANNER", "AUDITOR", "ADMIN"})
    void everyoneOfTheStaffReadsEverySuggestion(String role) throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable());

        mvc.perform(get("/suggestions").with(user("otto").roles(role)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/suggestions/" + id)));
        mvc.perform(get("/suggestions/{id}", id).with(user("otto").roles(role)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Our winter roast is back in store")));
    }

    @Test
    void showsWhereTheTokenIs() throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable());
        reviewDesk.open(id, desk.nextTaskKey());

        mvc.perform(get("/suggestions/{id}", id).with(user("otto").roles("ADMIN")))
                .andExpect(content().string(containsString("The token is at: Review suggestion")))
                .andExpect(content().string(containsString("element user-task none here")))
                .andExpect(content().string(containsString("element task none passed")));
    }

    @Test
    void isClosedToPrograms() throws Exception {
        mvc.perform(get("/suggestions").with(user("shop").roles("PRODUCER"))).andExpect(status().isForbidden());
    }

    @Test
    void tellsTheWholeStory() throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable().externalId("story-1"));
        ReviewId review = reviewDesk.open(id, desk.nextTaskKey());
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("ana"),
                        reviews.get(review).version(),
                        Decision.REQUEST_CHANGES,
                        ReasonCode.TONE_OR_WORDING,
                        "Name the roast."));
        suggestions.revise(
                Actor.client(Desk.SHOP),
                id,
                Desk.unmeasurable()
                        .externalId("story-1")
                        .with("/content/message/subject", "Winter roast, dark")
                        .document());
        screenings.screen(id);

        mvc.perform(get("/suggestions/{id}", id).with(user("otto").roles("AUDITOR")))
                .andExpect(content()
                        .string(allOf(
                                containsString("Winter roast, dark"),
                                containsString("What revision 2 changed"),
                                containsString("Our winter roast is back in store"),
                                containsString("Name the roast."),
                                containsString("Tone or wording"),
                                containsString("Changes requested"),
                                containsString(suggestions.get(id).lastEntry().toString()))));
    }

    /** One item of it is as it should be, one lacks the disclosure that its verdict requires. */
    @Test
    void saysOfWhatTheFeedWithholdsThatNoCustomerSeesIt() throws Exception {
        BatchId batch = batches.open(Desk.SHOP);
        byte[] line = Json.canonical(Desk.unmeasurable().without("/placement").document());
        SuggestionId id = SuggestionId.of(Objects.requireNonNull(
                batches.receive(batch, Desk.SHOP, List.of(line)).getFirst().id()));
        batches.finish(batch);
        ReviewId review = desk.openAgain(id);
        reviews.decide(
                review,
                new NewDecision(Actor.person("ana"), reviews.get(review).version(), Decision.APPROVE, null, null));
        publications.publish(id);
        sequencer.sequence();
        assertStands(id, batch, "Published", "Withheld");

        Published.with(context).of(id).at("mail-1").requiring(1).publish();
        sequencer.sequence();

        assertStands(id, batch, "Withheld from the feed", "Published");
        mvc.perform(get("/suggestions/{id}", id).with(user("otto").roles("AUDITOR")))
                .andExpect(content()
                        .string(allOf(
                                containsString("no customer sees it"),
                                containsString("It comes with 0 disclosures, and its verdict requires 1."))));
        mvc.perform(get("/api/v1/suggestions/{id}", id).with(user("otto").roles("AUDITOR")))
                .andExpect(jsonPath("$.state").value("PUBLISHED"))
                .andExpect(jsonPath("$.withheld.length()").value(1));
        mvc.perform(get("/api/v1/batches/{id}", batch).with(user("otto").roles("AUDITOR")))
                .andExpect(jsonPath("$.states.PUBLISHED").value(1))
                .andExpect(jsonPath("$.withheld").value(1));
    }

    private void assertStands(SuggestionId id, BatchId batch, String standing, String other) throws Exception {
        String badge = "<span>" + standing;
        mvc.perform(get("/suggestions?state=PUBLISHED").with(user("otto").roles("AUDITOR")))
                .andExpect(content().string(allOf(containsString(id.toString()), containsString(badge))));
        mvc.perform(get("/batches/{id}", batch).with(user("otto").roles("AUDITOR")))
                .andExpect(content().string(allOf(containsString(badge), not(containsString("<span>" + other)))));
    }

    @Test
    void filtersByState() throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable());

        mvc.perform(get("/suggestions?state=REJECTED").with(user("otto").roles("AUDITOR")))
                .andExpect(content().string(not(containsString("/suggestions/" + id))));
    }

    @Test
    void whatDoesNotExistIsAPageThatSaysSoInTheThemeOfItsReader() throws Exception {
        mvc.perform(get("/suggestions/nonsense")
                        .with(user("otto").roles("AUDITOR"))
                        .cookie(new Cookie("theme", "dark")))
                .andExpect(status().isNotFound())
                .andExpect(content()
                        .string(allOf(
                                containsString("There is no suggestion nonsense."),
                                containsString("data-theme=\"dark\""))));
    }

    @ParameterizedTest
    @CsvSource({"REVIEWER, /inbox", "OFFICER, /inbox", "AUDITOR, /suggestions", "ADMIN, /suggestions"})
    void everyoneStartsWhereTheirWorkIs(String role, String home) throws Exception {
        mvc.perform(get("/").with(user("otto").roles(role))).andExpect(redirectedUrl(home));
    }

    @Test
    void theDesignPageExistsInTheDemoAlone() throws Exception {
        mvc.perform(get("/design").with(user("otto").roles("ADMIN"))).andExpect(status().isNotFound());
    }
}
