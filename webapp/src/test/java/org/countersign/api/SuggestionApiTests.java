package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.api.SuggestionRequests.SUGGESTIONS;
import static org.countersign.api.SuggestionRequests.accepted;
import static org.countersign.api.SuggestionRequests.as;
import static org.countersign.api.SuggestionRequests.postTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.countersign.WebTest;
import org.countersign.consent.Consents;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
@ActiveProfiles("demo")
class SuggestionApiTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Consents consents;

    @Test
    void aProducerSeesItsOwnOnly() throws Exception {
        String theirs = String.valueOf(suggestions
                .receive("other-shop", List.of(Proposals.offer().document()))
                .getFirst()
                .id());

        mvc.perform(as("demo-producer", get(SUGGESTIONS + "/" + theirs))).andExpect(status().isNotFound());
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + theirs + "/withdrawal"))
                        .contentType("application/json")
                        .content("{\"reason\": \"mine now\"}"))
                .andExpect(status().isNotFound());
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + theirs + "/revisions"))
                        .contentType("application/json")
                        .content(Proposals.offer().json()))
                .andExpect(status().isNotFound());
        mvc.perform(as("demo-producer", get(SUGGESTIONS + "?limit=200")))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(theirs))));
        mvc.perform(as("demo-officer", get(SUGGESTIONS + "?state=RECEIVED&limit=200")))
                .andExpect(content().string(containsString(theirs)));
        mvc.perform(as("demo-producer", get(SUGGESTIONS + "/not-an-id"))).andExpect(status().isNotFound());
    }

    @Test
    void showsASuggestionWithWhatBecameOfIt() throws Exception {
        Proposals offer = Proposals.offer();
        String id = accepted(mvc, offer);

        mvc.perform(as("demo-producer", get(SUGGESTIONS + "/" + id)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(id))
                .andExpect(jsonPath("$.kind").value("PRICE_OFFER"))
                .andExpect(jsonPath("$.content.price.offered").value("7.99"))
                .andExpect(jsonPath("$.state").value("RECEIVED"))
                .andExpect(jsonPath("$.revision").value(1))
                .andExpect(jsonPath("$.verdict").isEmpty())
                .andExpect(jsonPath("$.biasReport").isEmpty())
                .andExpect(jsonPath("$.approvals.length()").value(0))
                .andExpect(jsonPath("$.history.length()").value(1))
                .andExpect(jsonPath("$.history[0].at").isString());

        screenings.screen(SuggestionId.of(id));

        mvc.perform(as("demo-auditor", get(SUGGESTIONS + "/" + id)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.verdict.route").isString())
                .andExpect(jsonPath("$.verdict.policyVersion").isString())
                .andExpect(jsonPath("$.verdict.hits").isArray())
                .andExpect(jsonPath("$.verdict.obligations").isArray())
                .andExpect(jsonPath("$.biasReport.checks[0].name").value("age"))
                .andExpect(jsonPath("$.history.length()").value(2));

        mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + id + "/revisions"))
                        .contentType("application/json")
                        .content(offer.with("/score", 0.5).json()))
                .andExpect(status().isAccepted());
        mvc.perform(as("demo-producer", get(SUGGESTIONS + "/" + id)))
                .andExpect(jsonPath("$.score").value(0.5))
                .andExpect(jsonPath("$.state").value("RECEIVED"))
                .andExpect(jsonPath("$.verdict").isEmpty());
    }

    @Test
    void tellsTheProducerWhatWouldPass() throws Exception {
        String id = accepted(mvc, Proposals.offer().with("/content/price/referenceShown", "99.00"));

        screenings.screen(SuggestionId.of(id));

        mvc.perform(as("demo-producer", get(SUGGESTIONS + "/" + id)))
                .andExpect(jsonPath("$.state").value("BLOCKED"))
                .andExpect(jsonPath("$.counterfactuals[?(@.rule == 'PRC-04')].fact")
                        .value("price.referenceShown"))
                .andExpect(
                        jsonPath("$.counterfactuals[?(@.rule == 'PRC-04')].to").value("8.49"));
    }

    @Test
    void showsAnErasedSuggestionWithoutItsFields() throws Exception {
        String id = accepted(mvc, Proposals.cartRecovery().subject("customer-to-erase"));
        consents.erase(Actor.client("demo-producer"), "customer-to-erase");

        mvc.perform(as("demo-producer", get(SUGGESTIONS + "/" + id)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.erased").value(true))
                .andExpect(jsonPath("$.state").value("WITHDRAWN"))
                .andExpect(jsonPath("$.audience").doesNotExist());
    }

    @Test
    void pagesTheList() throws Exception {
        accepted(mvc, Proposals.offer());
        accepted(mvc, Proposals.copy());

        MockHttpServletResponse first = mvc.perform(as("demo-producer", get(SUGGESTIONS + "?limit=1")))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].kind").value("CAMPAIGN_COPY"))
                .andReturn()
                .getResponse();
        String next =
                Json.MAPPER.readTree(first.getContentAsByteArray()).path("next").asString();

        mvc.perform(as("demo-producer", get(SUGGESTIONS + "?limit=1&cursor=" + next)))
                .andExpect(jsonPath("$.items[0].kind").value("PRICE_OFFER"));
        mvc.perform(as("demo-producer", get(SUGGESTIONS + "?state=LOST"))).andExpect(status().isBadRequest());
        mvc.perform(as("demo-producer", get(SUGGESTIONS + "?cursor=x"))).andExpect(status().isUnprocessableContent());
    }

    @Test
    void takesARevisionAndWithdraws() throws Exception {
        Proposals offer = Proposals.offer();
        String id = accepted(mvc, offer);

        mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + id + "/revisions"))
                        .contentType("application/json")
                        .content(offer.with("/score", 0.5).json()))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.id").value(id))
                .andExpect(jsonPath("$.revision").value(2));
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + id + "/revisions"))
                        .contentType("application/json")
                        .content(offer.with("/audience/size", 0).json()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/audience/size"));
        withdraw(id, "{\"reason\": \" \"}").andExpect(status().isUnprocessableContent());
        withdraw(id, "{}").andExpect(status().isUnprocessableContent());
        withdraw(id, "{\"reason\": \"wrong price\", \"by\": \"me\"}").andExpect(status().isUnprocessableContent());
        withdraw(id, "{\"reason\": \"wrong price\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("WITHDRAWN"));
        withdraw(id, "{\"reason\": \"again\"}").andExpect(status().isOk());
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + id + "/revisions"))
                        .contentType("application/json")
                        .content(Proposals.offer().json()))
                .andExpect(status().isConflict());
    }

    @Test
    void recallsAModelVersionOfTheProducerOrForAnOfficerOfAll() throws Exception {
        accepted(mvc, Proposals.offer().model("drifted", "9"));
        SuggestionId theirs = SuggestionId.of(String.valueOf(suggestions
                .receive(
                        "other-shop",
                        List.of(Proposals.offer().model("drifted", "9").document()))
                .getFirst()
                .id()));

        recall("demo-producer").andExpect(jsonPath("$.withdrawn").value(1));
        assertThat(suggestions.get(theirs).state()).isEqualTo(SuggestionState.RECEIVED);
        recall("demo-officer").andExpect(jsonPath("$.withdrawn").value(1));
        assertThat(suggestions.get(theirs).state()).isEqualTo(SuggestionState.WITHDRAWN);
    }

    private ResultActions recall(String client) throws Exception {
        return mvc.perform(as(client, postTo("/api/v1/models/drifted/9/recall"))
                        .contentType("application/json")
                        .content("{\"reason\": \"drift\"}"))
                .andExpect(status().isOk());
    }

    private ResultActions withdraw(String id, String body) throws Exception {
        return mvc.perform(as("demo-producer", postTo(SUGGESTIONS + "/" + id + "/withdrawal"))
                .contentType("application/json")
                .content(body));
    }
}
