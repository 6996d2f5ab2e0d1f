package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewOutcome;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@WebTest
class InboxPageTests {

    private static final String HOSTILE = "<script>alert(1)</script>\" onmouseover=\"alert(2)";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Desk desk;

    @Test
    void listsWhatWaitsAndLeadsToIt() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable().with("/content/message/subject", "Oat milk is back"));

        mvc.perform(get("/inbox").with(reviewer("ana")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Oat milk is back")))
                .andExpect(content().string(containsString("href=\"/inbox/" + review + "\"")));
    }

    @Test
    void filtersByWhyAndKind() throws Exception {
        desk.open(Desk.unmeasurable().with("/content/message/subject", "Only with its kind"));

        mvc.perform(get("/inbox?kind=CAMPAIGN_COPY").with(reviewer("ana")))
                .andExpect(content().string(containsString("Only with its kind")));
        mvc.perform(get("/inbox?kind=PRICE_OFFER").with(reviewer("ana")))
                .andExpect(content().string(not(containsString("Only with its kind"))));
    }

    @Test
    void showsEverythingNeededToJudge() throws Exception {
        ReviewId review = desk.open(Desk.unfair());

        mvc.perform(get("/inbox/{id}", review).with(reviewer("ana")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Our winter roast is back in store"),
                                containsString("subjectLength"),
                                containsString("newsletter-de"),
                                containsString("Two people must find a good reason"),
                                containsString("60/720"),
                                containsString("2 different people must approve this"))));
    }

    @Test
    void neverTakesForeignTextForMarkup() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable()
                .with("/content/message/subject", HOSTILE)
                .with("/content/message/body", "<a href=\"javascript:alert(3)\">here</a>")
                .with("/explanation/summary", HOSTILE)
                .with("/explanation/factors/0/feature", HOSTILE)
                .with("/audience/segment", HOSTILE));

        for (String path : new String[] {"/inbox", "/inbox/" + review, "/suggestions", suggestionPath(review)}) {
            mvc.perform(get(path).with(reviewer("ana")))
                    .andExpect(status().isOk())
                    .andExpect(content()
                            .string(allOf(
                                    containsString("&lt;script&gt;alert(1)"),
                                    not(containsString("<script>alert")),
                                    not(containsString("\" onmouseover")),
                                    not(containsString("<a href=\"javascript")))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLANNER", "AUDITOR", "ADMIN", "PRODUCER"})
    void isClosedToOtherRoles(String role) throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());

        mvc.perform(get("/inbox").with(user("otto").roles(role))).andExpect(status().isForbidden());
        mvc.perform(decision(review, "APPROVE").with(user("otto").roles(role)).with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(reviews.get(review).isOpen()).isTrue();
    }

    @Test
    void refusesADecisionThatAnotherSiteSends() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());

        mvc.perform(decision(review, "APPROVE").with(reviewer("ana"))).andExpect(status().isForbidden());
        assertThat(reviews.get(review).isOpen()).isTrue();
    }

    @Test
    void approvingLeadsToTheNextItemWithAWord() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable().with("/content/message/subject", "First"));
        desk.open(Desk.unmeasurable().with("/content/message/subject", "Second"));

        mvc.perform(decision(review, "APPROVE").with(reviewer("ana")).with(csrf()))
                .andExpect(status().isFound())
                .andExpect(header().string("Location", startsWith("/inbox/")))
                .andExpect(flash().attribute(Toast.ATTRIBUTE, Toast.ok("Approved: “First”")));
        assertThat(reviews.get(review).outcome()).isEqualTo(ReviewOutcome.APPROVED);
    }

    @Test
    void aRejectionWithoutACodeComesBackWithWhatWasTyped() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());

        mvc.perform(decision(review, "REJECT")
                        .param("reason", "I typed this for a while.")
                        .with(reviewer("ana"))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content()
                        .string(allOf(
                                containsString("Choose what the reason is about."),
                                containsString("I typed this for a while."))));
    }

    @Test
    void noDecisionComesBackAsAQuestion() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());

        mvc.perform(post("/inbox/{id}/decision", review)
                        .param("version", "0")
                        .with(reviewer("ana"))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString("Choose what you decide.")));
    }

    @Test
    void whoIsLateIsToldByWhomAndKeepsTheText() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());
        MockHttpServletRequestBuilder late = decision(review, "APPROVE")
                .param("reason", "I read every word and it is fine.")
                .with(reviewer("ben"))
                .with(csrf());
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("ana"),
                        reviews.get(review).version(),
                        Decision.REJECT,
                        ReasonCode.NOT_USEFUL,
                        "Nobody asked for it."));

        mvc.perform(late)
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(
                                containsString("Someone was faster"),
                                containsString("ana rejected it"),
                                containsString("I read every word and it is fine."),
                                containsString("Nobody asked for it."))));
    }

    @Test
    void theSecondApprovalMustComeFromSomeoneElse() throws Exception {
        ReviewId review = desk.open(Desk.unfair());
        mvc.perform(decision(review, "APPROVE")
                        .param("reason", "Wine is not sent to them by law.")
                        .with(reviewer("ana"))
                        .with(csrf()))
                .andExpect(flash().attribute(
                                Toast.ATTRIBUTE,
                                Toast.ok("Your approval counts: “Our winter roast is back in store”."
                                        + " One more person must approve.")));

        mvc.perform(decision(review, "APPROVE")
                        .param("reason", "Once more.")
                        .with(reviewer("ana"))
                        .with(csrf()))
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("The next decision must come from another person.")));
    }

    @Test
    void saysWhoElseIsReadingAndWhenItWasOvertaken() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());
        String version = String.valueOf(reviews.get(review).version());
        mvc.perform(get("/inbox/{id}", review).with(reviewer("ana"))).andExpect(status().isOk());

        mvc.perform(post("/inbox/{id}/look", review)
                        .param("version", version)
                        .with(reviewer("ben"))
                        .with(csrf()))
                .andExpect(content()
                        .string(allOf(
                                containsString("Being read by ana as well"),
                                not(containsString("This was decided on")))));

        mvc.perform(decision(review, "APPROVE").with(reviewer("ana")).with(csrf()))
                .andExpect(status().isFound());
        mvc.perform(post("/inbox/{id}/look", review)
                        .param("version", version)
                        .with(reviewer("ben"))
                        .with(csrf()))
                .andExpect(content().string(containsString("This was decided on while you were reading")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "nonsense"})
    void aReviewThatDoesNotExistIsAPageThatSaysSo(String id) throws Exception {
        mvc.perform(get("/inbox/{id}", id).with(reviewer("ana")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("There is no review " + id)));
    }

    private MockHttpServletRequestBuilder decision(ReviewId review, String decision) {
        return post("/inbox/{id}/decision", review)
                .param("version", String.valueOf(reviews.get(review).version()))
                .param("decision", decision);
    }

    private String suggestionPath(ReviewId review) {
        return "/suggestions/" + reviews.get(review).suggestion();
    }

    private static RequestPostProcessor reviewer(String name) {
        return user(name).roles("REVIEWER");
    }
}
