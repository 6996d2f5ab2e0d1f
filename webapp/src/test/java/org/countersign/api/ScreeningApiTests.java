package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.countersign.WebTest;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

/** The dry run behind the real policies and Drools. */
@WebTest
@ActiveProfiles("demo")
class ScreeningApiTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void answersForEveryKindInTheContractsForm(Kind kind) throws Exception {
        JsonNode answer = json(screen(Proposals.of(kind)).andExpect(status().isOk()));

        assertThat(answer.propertyNames())
                .containsExactly("route", "policyVersion", "hits", "obligations", "bias", "counterfactuals");
        assertThat(answer.path("policyVersion").asString()).startsWith("sha256:");
        answer.path("hits")
                .forEach(
                        hit -> assertThat(hit.propertyNames()).containsExactly("rule", "outcome", "message", "source"));
        answer.path("obligations")
                .forEach(obligation ->
                        assertThat(obligation.propertyNames()).containsExactly("type", "rule", "message"));
    }

    /** A fair composition, and a rule or a channel that needs no consent of each: nobody has to look at these. */
    @Test
    void clearsExamplesOfSegments() throws Exception {
        for (Proposals proposals : List.of(
                Proposals.recommendation(),
                Proposals.targeting(),
                Proposals.offer().with("/channels", List.of("WEB")))) {
            JsonNode answer = json(screen(proposals));

            assertThat(answer.path("route").asString()).as("%s", answer).isEqualTo("CLEAR");
        }
    }

    @Test
    void blocksAnInventedReferencePriceAndSaysWhatWouldPass() throws Exception {
        JsonNode answer = json(screen(Proposals.offer().with("/content/price/referenceShown", "99.00")));

        assertThat(answer.path("route").asString()).isEqualTo("BLOCK");
        assertThat(answer.path("hits").valueStream().map(hit -> hit.path("rule").asString()))
                .contains("PRC-04");
        assertThat(answer.path("counterfactuals").valueStream())
                .anySatisfy(change -> assertThat(change).isEqualTo(Json.MAPPER.readTree("""
                                {"rule": "PRC-04", "fact": "price.referenceShown", "from": "99", "to": "8.49",
                                 "route": "REVIEW"}
                                """)));
    }

    @Test
    void sendsAnUnknownCompositionToAPerson() throws Exception {
        screen(Proposals.offer().with("/audience/composition", List.of()))
                .andExpect(jsonPath("$.route").value("REVIEW"))
                .andExpect(jsonPath("$.bias.result").value("UNMEASURABLE"))
                .andExpect(jsonPath("$.bias.checks").isEmpty());
    }

    @Test
    void storesNothing() throws Exception {
        long before = suggestions();

        screen(Proposals.cartRecovery());

        assertThat(suggestions()).isEqualTo(before);
    }

    @Test
    void tellsEverythingWrongWithTheSuggestion() throws Exception {
        screen(Proposals.offer().without("/audience").with("/surprise", 1))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[*].pointer").isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({"demo-producer, 200", "demo-officer, 200", "demo-consumer, 403", "demo-auditor, 403", "nobody, 401"})
    void isForProducersAndOfficers(String token, int expected) throws Exception {
        mvc.perform(post("/api/v1/screenings")
                        .header("Authorization", "Bearer " + token)
                        .contentType(APPLICATION_JSON)
                        .content(Proposals.offer().json()))
                .andExpect(status().is(expected));
    }

    private long suggestions() {
        return jdbc.sql("select (select count(*) from suggestion) + (select count(*) from decision_record)")
                .query(Long.class)
                .single();
    }

    private ResultActions screen(Proposals proposals) throws Exception {
        return mvc.perform(post("/api/v1/screenings")
                .header("Authorization", "Bearer demo-producer")
                .contentType(APPLICATION_JSON)
                .content(proposals.json()));
    }

    private static JsonNode json(ResultActions answer) throws Exception {
        return Json.MAPPER.readTree(answer.andReturn().getResponse().getContentAsString());
    }
}
