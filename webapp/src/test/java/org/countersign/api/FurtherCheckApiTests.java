package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.WebTest;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

/** The checks beyond selection rates, as clients call them. */
@WebTest
@ActiveProfiles("demo")
class FurtherCheckApiTests {

    @Autowired
    private MockMvc mvc;

    // Counts of the OutcomeGapsTests, so the figures are known by hand.
    @Test
    void comparesDecisionsWithOutcomes() throws Exception {
        JsonNode report = json(check("outcomes", """
                {"confidence": 0.95, "reference": "young", "groups": [
                  {"group": "old", "truePositives": 20, "falsePositives": 10, "falseNegatives": 30, "trueNegatives": 40,
                   "scores": [{"score": 0.7, "outcome": false}]},
                  {"group": "young", "truePositives": 40, "falsePositives": 10, "falseNegatives": 10, "trueNegatives": 40,
                   "scores": [{"score": 0.7, "outcome": true}]}]}
                """).andExpect(status().isOk()));

        assertThat(report.at("/groups/0/truePositive/difference").asDouble()).isCloseTo(-0.4, within(1e-12));
        assertThat(report.at("/groups/0/averageOddsDifference").asDouble()).isCloseTo(-0.2, within(1e-12));
        assertThat(report.at("/groups/0/selection/ratio").asDouble()).isCloseTo(0.6, within(1e-12));
        assertThat(report.at("/groups/0/selection/correctedPValue").asDouble())
                .isGreaterThan(report.at("/groups/0/selection/pValue").asDouble());
        assertThat(report.at("/groups/1/selection/ratio").isNull()).isTrue();
        assertThat(report.at("/equalizedOddsDifference").asDouble()).isCloseTo(0.4, within(1e-12));
        assertThat(report.at("/calibrationGap").asDouble()).isCloseTo(0.4, within(1e-12));
    }

    // Singh and Joachims 2018 and the published NDKL of FairRankTune, as in RankingTests.
    @Test
    void tellsHowMuchEachGroupIsSeen() throws Exception {
        String items = IntStream.range(0, 20)
                .mapToObj(index -> "{\"group\": \"%s\"}".formatted(index < 10 ? "A" : "B"))
                .collect(Collectors.joining(","));

        JsonNode report = json(check("rankings", """
                {"items": [%s], "desired": {"A": 0.5, "B": 0.5}, "guarded": "B"}
                """.formatted(items)).andExpect(status().isOk()));

        assertThat(report.path("ndkl").asDouble()).isCloseTo(0.48508869906636626, within(1e-12));
        assertThat(report.at("/groups/0/group").asString()).isEqualTo("A");
        assertThat(report.at("/groups/1/exposureRatio").asDouble()).isLessThan(1);
        assertThat(report.at("/rankedGroups/passes").asBoolean()).isFalse();
        assertThat(report.at("/rankedGroups/firstFailure").asInt()).isLessThanOrEqualTo(10);
        assertThat(report.at("/rankedGroups/refusalRate").asDouble()).isLessThanOrEqualTo(0.1);
    }

    @Test
    void comparesDiscountsRawAndMatched() throws Exception {
        String lines = IntStream.range(0, 200)
                .mapToObj(index -> """
                        {"group": "%s", "article": "milk", "period": "W1", "customer": "%d", "full": "10.00", "paid": "%s"}
                        """.formatted(
                        index % 2 == 0 ? "old" : "young", index, index % 4 == 0 || index % 2 == 1 ? "9.00" : "10.00"))
                .collect(Collectors.joining(","));

        JsonNode report = json(check("prices", "{\"lines\": [" + lines + "]}").andExpect(status().isOk()));

        assertThat(report.path("reference").asString()).isEqualTo("young");
        assertThat(report.path("result").asString()).isEqualTo("FAIL");
        assertThat(report.at("/groups/0/ratio").asDouble()).isCloseTo(0.5, within(1e-12));
        assertThat(report.at("/groups/0/depth").asDouble()).isCloseTo(0.05, within(1e-12));
        assertThat(report.at("/groups/0/matchedPriceGap").asDouble()).isCloseTo(0.5, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outcomes | {} | /groups",
                "outcomes | {\"groups\": [{\"group\": \"a\", \"truePositives\": -1, \"falsePositives\": 0, \"falseNegatives\": 0, \"trueNegatives\": 0}]} | /groups/0/truePositives",
                "outcomes | {\"groups\": [], \"colour\": 1} | /colour",
                "rankings | {\"items\": [], \"desired\": {\"A\": 1}} | /items",
                "rankings | {\"items\": [{\"group\": \"B\"}], \"desired\": {\"A\": 1}} | /items/0/group",
                "rankings | {\"items\": [{\"group\": \"A\"}], \"desired\": {\"A\": 0.4}} | /desired",
                "prices | {\"lines\": [{\"group\": \"a\", \"article\": \"m\", \"period\": \"w\", \"customer\": \"1\", \"full\": \"1\", \"paid\": \"2\"}]} | /lines/0/paid",
                "prices | {\"lines\": [{\"group\": \"a\", \"article\": \"m\", \"period\": \"w\", \"customer\": \"1\", \"full\": 1, \"paid\": \"1\"}]} | /lines/0/full",
                "prices | {\"lines\": []} | /lines",
            })
    void saysWhatIsWrongAndWhere(String path, String body, String pointer) throws Exception {
        JsonNode problem = json(check(path, body).andExpect(status().isUnprocessableContent()));

        assertThat(problem.path("errors").findValuesAsString("pointer")).contains(pointer);
    }

    @Test
    void asksWhoIsCalling() throws Exception {
        mvc.perform(post("/api/v1/bias-checks/prices")
                        .contentType(APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isUnauthorized());
    }

    private ResultActions check(String path, String body) throws Exception {
        return mvc.perform(post("/api/v1/bias-checks/" + path)
                .header("Authorization", "Bearer demo-producer")
                .contentType(APPLICATION_JSON)
                .content(body));
    }

    private static JsonNode json(ResultActions answer) throws Exception {
        return Json.MAPPER.readTree(answer.andReturn().getResponse().getContentAsString());
    }
}
