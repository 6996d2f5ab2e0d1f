package org.countersign.api;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Set;
import org.countersign.WebTest;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.RequestedChange;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.countersign.testing.Proposals;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What a producer reads of a review, and how it answers. */
@WebTest
@ActiveProfiles("demo")
class ReworkApiTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Desk desk;

    @Test
    void tellsTheProducerWhatHasToChangeAndWhereAndTakesTheRevision() throws Exception {
        Proposals proposal = Desk.unmeasurable();
        SuggestionId id = accepted(proposal);
        ReviewId review = desk.openAgain(id);
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("ana"),
                        Set.of(),
                        reviews.get(review).version(),
                        Decision.REQUEST_CHANGES,
                        ReasonCode.TONE_OR_WORDING,
                        "Too loud.",
                        List.of(new RequestedChange(
                                "/content/message/subject", ReasonCode.TONE_OR_WORDING, "Without capitals."))));

        mvc.perform(producer(get("/api/v1/suggestions/" + id)))
                .andExpect(jsonPath("$.state").value("CHANGES_REQUESTED"))
                .andExpect(jsonPath("$.reviews[0].outcome").value("CHANGES_REQUESTED"))
                .andExpect(jsonPath("$.reviews[0].dueAt").isNotEmpty())
                .andExpect(jsonPath("$.reviews[0].decisions[0].code").value("TONE_OR_WORDING"))
                .andExpect(
                        jsonPath("$.reviews[0].decisions[0].changes[0].pointer").value("/content/message/subject"))
                .andExpect(jsonPath("$.reviews[0].decisions[0].changes[0].text").value("Without capitals."))
                .andExpect(jsonPath("$.reviews[0].decisions[0].person").doesNotExist());
        mvc.perform(producer(post("/api/v1/suggestions/" + id + "/revisions"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(proposal.with("/content/message/subject", "quietly")
                                .json()))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.revision").value(2));
        mvc.perform(producer(get("/api/v1/suggestions/" + id)))
                .andExpect(jsonPath("$.state").value("RECEIVED"))
                .andExpect(jsonPath("$.approvals").isEmpty())
                .andExpect(content().string(Matchers.containsString("quietly")));
    }

    private SuggestionId accepted(Proposals proposal) throws Exception {
        String answer = mvc.perform(producer(post("/api/v1/suggestions"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(proposal.json()))
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return SuggestionId.of(Json.MAPPER.readTree(answer).at("/receipts/0/id").asString());
    }

    private static MockHttpServletRequestBuilder producer(MockHttpServletRequestBuilder request) {
        return request.header("Authorization", "Bearer demo-producer");
    }
}
