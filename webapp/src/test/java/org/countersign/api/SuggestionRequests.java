package org.countersign.api;

import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.shared.Json;
import org.countersign.testing.Proposals;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What a producer sends about suggestions. */
final class SuggestionRequests {

    static final String SUGGESTIONS = "/api/v1/suggestions";

    private SuggestionRequests() {}

    /** Sends a body as JSON to take in. */
    static ResultActions post(MockMvc mvc, String body) throws Exception {
        return mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                .contentType("application/json")
                .content(body));
    }

    /** Has one suggestion taken in and returns its id. */
    static String accepted(MockMvc mvc, Proposals proposal) throws Exception {
        return firstId(post(mvc, proposal.json())
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse());
    }

    /** Id on the first receipt. */
    static String firstId(MockHttpServletResponse response) {
        return Json.MAPPER
                .readTree(response.getContentAsByteArray())
                .at("/receipts/0/id")
                .asString();
    }

    static MockHttpServletRequestBuilder postTo(String path) {
        return MockMvcRequestBuilders.post(path);
    }

    static MockHttpServletRequestBuilder as(String token, MockHttpServletRequestBuilder request) {
        return request.header("Authorization", "Bearer " + token);
    }
}
