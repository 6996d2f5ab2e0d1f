package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

@WebTest
@ActiveProfiles("demo")
class BiasCheckApiTests {

    private static final String CONTRACT_EXAMPLE = """
            {"confidence": 0.95, "threshold": 0.8,
             "checks": [{"name": "age", "reference": null,
                         "groups": [{"group": "65+", "eligible": 72, "favoured": 12},
                                    {"group": "19-24", "eligible": 46, "favoured": 18}]}]}
            """;

    @Autowired
    private MockMvc mvc;

    // Interval: trust.md, section 1.3, type C; p-value: R's fisher.test is not quoted there, so only its range is
    // asked.
    @Test
    void answersTheContractsExample() throws Exception {
        JsonNode check =
                json(check(CONTRACT_EXAMPLE).andExpect(status().isOk())).at("/checks/0");

        assertThat(check.propertyNames()).containsExactly("name", "result", "reason", "worst", "groups");
        assertThat(check.path("result").asString()).isEqualTo("FAIL");
        assertThat(check.path("reason").asString()).contains("1 comparison");
        assertThat(check.path("worst").propertyNames())
                .containsExactly(
                        "group",
                        "reference",
                        "rate",
                        "referenceRate",
                        "ratio",
                        "ratioLow",
                        "ratioHigh",
                        "difference",
                        "differenceLow",
                        "differenceHigh",
                        "pValue");
        assertThat(check.at("/worst/reference").asString()).isEqualTo("19-24");
        assertThat(check.at("/worst/ratio").asDouble()).isCloseTo(0.425926, within(5e-7));
        assertThat(check.at("/worst/ratioLow").asDouble()).isCloseTo(0.227887, within(5e-7));
        assertThat(check.at("/worst/ratioHigh").asDouble()).isCloseTo(0.791127, within(5e-7));
        assertThat(check.at("/worst/pValue").asDouble()).isBetween(0.0, 0.05);
        assertThat(check.at("/groups/0").propertyNames()).endsWith("eligible", "favoured", "measurable");
        assertThat(check.at("/groups/1/ratioLow").isNull()).isTrue();
    }

    @Test
    void takesTheUsualLevelAndThresholdWhereNoneIsNamed() throws Exception {
        JsonNode named = json(check(CONTRACT_EXAMPLE));
        JsonNode unnamed = json(check(CONTRACT_EXAMPLE.replace("\"confidence\": 0.95, \"threshold\": 0.8,", "")));

        assertThat(unnamed).isEqualTo(named);
    }

    @Test
    void tellsEverythingWrongWithTheFormAtOnce() throws Exception {
        ResultActions answer = check("""
                        {"confidence": "high", "treshold": 0.8,
                         "checks": [{"name": 7, "groups": [{"group": "a", "eligible": 1.5, "favoured": "2"},
                                                           {"eligible": 3000000000, "favoured": 1, "a/b": 0}]}, null]}
                        """);

        answer.andExpect(status().isUnprocessableContent())
                .andExpect(content().contentType("application/problem+json"));
        assertThat(json(answer)
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly(
                        "/treshold",
                        "/confidence",
                        "/checks/0/name",
                        "/checks/0/groups/0/eligible",
                        "/checks/0/groups/0/favoured",
                        "/checks/0/groups/1/a~1b",
                        "/checks/0/groups/1/group",
                        "/checks/0/groups/1/eligible",
                        "/checks/1",
                        "/checks/1/name",
                        "/checks/1/groups");
    }

    @Test
    void tellsEverythingWrongWithTheValues() throws Exception {
        ResultActions answer = check("""
                        {"confidence": 1, "threshold": 0,
                         "checks": [{"name": "age", "reference": "c",
                                     "groups": [{"group": "a", "eligible": 10, "favoured": 11},
                                                {"group": "a", "eligible": -1, "favoured": 0}]}]}
                        """);

        answer.andExpect(status().isUnprocessableContent());
        assertThat(json(answer)
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly(
                        "/confidence",
                        "/threshold",
                        "/checks/0/reference",
                        "/checks/0/groups/0/favoured",
                        "/checks/0/groups/1/group",
                        "/checks/0/groups/1/eligible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"checks\"", "{}"})
    void refusesWhatIsNoRequest(String body) throws Exception {
        check(body).andExpect(status().isUnprocessableContent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"checks\": [], \"checks\": []}"})
    void refusesWhatIsNoJson(String body) throws Exception {
        check(body).andExpect(status().isBadRequest());
    }

    @Test
    void asksForAToken() throws Exception {
        mvc.perform(post("/api/v1/bias-checks").contentType(APPLICATION_JSON).content(CONTRACT_EXAMPLE))
                .andExpect(status().isUnauthorized());
    }

    private ResultActions check(String body) throws Exception {
        return mvc.perform(post("/api/v1/bias-checks")
                .header("Authorization", "Bearer demo-producer")
                .contentType(APPLICATION_JSON)
                .content(body));
    }

    private static JsonNode json(ResultActions answer) throws Exception {
        return Json.MAPPER.readTree(answer.andReturn().getResponse().getContentAsString());
    }
}
