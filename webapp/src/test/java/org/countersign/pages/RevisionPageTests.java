package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.countersign.review.ReviewId;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class RevisionPageTests {

    private static final UserRequestPostProcessor BEN = user("ben").roles("REVIEWER");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    @Test
    void offersEveryValueThatARevisionMayChange() throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable().with("/content/message/body", "<b>Hello</b> & welcome"));

        mvc.perform(get("/suggestions/{id}/revision", id).with(BEN))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("name=\"/content/message/body\"")))
                .andExpect(content().string(containsString("&lt;b&gt;Hello&lt;/b&gt; &amp; welcome")))
                .andExpect(content().string(containsString("name=\"/validUntil\"")))
                .andExpect(content().string(not(containsString("name=\"/externalId\""))));
    }

    @Test
    void sendsWhatWasTypedAsThePersonsRevisionAndLeavesTheRest() throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable());

        mvc.perform(post("/suggestions/{id}/revision", id)
                        .param("revision", "1")
                        .param("/content/message/subject", "Written by Ben")
                        .param("/content/message/hasOptOut", "true")
                        .param("/content/message/hasAddress", "true")
                        .with(BEN)
                        .with(csrf()))
                .andExpect(redirectedUrl("/suggestions/" + id));

        SuggestionView view = suggestions.get(id);
        assertThat(view.revision()).isEqualTo(2);
        assertThat(view.state()).isEqualTo(SuggestionState.RECEIVED);
        assertThat(view.history().getLast().actor()).isEqualTo("PERSON:ben");
        assertThat(String.valueOf(view.document()))
                .contains("\"subject\":\"Written by Ben\"")
                .contains("\"size\":1240");
    }

    @Test
    void whoRevisedIsToldOnTheReviewsPageThatSomebodyElseDecides() throws Exception {
        Proposals proposal = Desk.unmeasurable();
        SuggestionId id = desk.screen(proposal);
        suggestions.revise(
                Actor.person("ben"),
                id,
                proposal.with("/content/message/subject", "By Ben").document());
        screenings.screen(id);
        ReviewId review = desk.openAgain(id);

        mvc.perform(get("/inbox/{id}", review).with(BEN))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("You wrote a revision of this suggestion.")))
                .andExpect(content().string(not(containsString("name=\"decision\""))));
        mvc.perform(get("/inbox/{id}", review).with(user("ana").roles("REVIEWER")))
                .andExpect(content().string(containsString("name=\"decision\"")))
                .andExpect(content().string(not(containsString("You wrote a revision"))));
    }

    @Test
    void keepsWhatWasTypedWhereItCannotBeSent() throws Exception {
        SuggestionId id = desk.screen(Proposals.offer());

        mvc.perform(post("/suggestions/{id}/revision", id)
                        .param("revision", "1")
                        .param("/content/price/offered", "cheap")
                        .param("/validUntil", "some day")
                        .with(BEN)
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString("value=\"cheap\"")))
                .andExpect(content().string(containsString("value=\"some day\"")))
                .andExpect(content().string(containsString("aria-invalid=\"true\"")));

        assertThat(suggestions.get(id).revision()).isEqualTo(1);
    }

    @Test
    void refusesAPageThatAnotherRevisionOvertook() throws Exception {
        Proposals proposal = Desk.unmeasurable();
        SuggestionId id = desk.screen(proposal);
        suggestions.revise(
                Actor.client(Desk.SHOP),
                id,
                proposal.with("/content/message/subject", "Faster").document());

        mvc.perform(post("/suggestions/{id}/revision", id)
                        .param("revision", "1")
                        .param("/content/message/subject", "Slower")
                        .with(BEN)
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString("Somebody sent revision 2 meanwhile")))
                .andExpect(content().string(containsString("value=\"Slower\"")));
    }

    @Test
    void isForReviewersAndOfficers() throws Exception {
        SuggestionId id = desk.screen(Desk.unmeasurable());

        mvc.perform(get("/suggestions/{id}/revision", id).with(user("otto").roles("AUDITOR")))
                .andExpect(status().isForbidden());
    }
}
