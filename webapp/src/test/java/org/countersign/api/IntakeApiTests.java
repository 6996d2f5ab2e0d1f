package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.api.SuggestionRequests.SUGGESTIONS;
import static org.countersign.api.SuggestionRequests.accepted;
import static org.countersign.api.SuggestionRequests.as;
import static org.countersign.api.SuggestionRequests.firstId;
import static org.countersign.api.SuggestionRequests.post;
import static org.countersign.api.SuggestionRequests.postTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.WebTest;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.MalformedSuggestions;
import org.countersign.testing.MalformedSuggestions.Malformed;
import org.countersign.testing.MangledExamples;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

@WebTest
@ActiveProfiles("demo")
class IntakeApiTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private JdbcClient sql;

    @ParameterizedTest
    @EnumSource
    void acceptsTheExampleOfTheSchemaThatItServes(Kind kind) throws Exception {
        MockHttpServletResponse schema = mvc.perform(as("demo-producer", get("/api/v1/schemas/" + kind)))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/schema+json"))
                .andReturn()
                .getResponse();
        JsonNode example = Json.MAPPER
                .readTree(schema.getContentAsString(StandardCharsets.UTF_8))
                .at("/examples/0");

        post(mvc, example.toString())
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts.length()").value(1))
                .andExpect(jsonPath("$.receipts[0].status").value("ACCEPTED"))
                .andExpect(jsonPath("$.receipts[0].externalId")
                        .value(example.path("externalId").asString()))
                .andExpect(jsonPath("$.receipts[0].errors.length()").value(0));
    }

    @Test
    void knowsNoSchemaOfAnotherKind() throws Exception {
        mvc.perform(as("demo-consumer", get("/api/v1/schemas/DISCOUNT"))).andExpect(status().isNotFound());
        mvc.perform(as("demo-consumer", get("/api/v1/schemas")))
                .andExpect(jsonPath("$.items.length()").value(5));
    }

    @Test
    void answersADuplicateLikeTheFirstAndAConflictWith409() throws Exception {
        Proposals offer = Proposals.offer();
        String id = accepted(mvc, offer);

        post(mvc, offer.json())
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts[0].status").value("DUPLICATE"))
                .andExpect(jsonPath("$.receipts[0].id").value(id));
        post(mvc, offer.with("/score", 0.5).json())
                .andExpect(status().isConflict())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/external-id-conflict"))
                .andExpect(jsonPath("$.detail").value(containsString(id)));
    }

    @Test
    void answersASingleInvalidOneWith422AndEveryError() throws Exception {
        post(mvc, Proposals.offer().with("/audience/size", 0).without("/model").json())
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/invalid-input"))
                .andExpect(jsonPath("$.errors.length()").value(2))
                .andExpect(jsonPath("$.errors[0].pointer").value("/audience/size"))
                .andExpect(jsonPath("$.errors[1].pointer").value("/model"));
    }

    @Test
    void answersAListWith202WhateverIsInIt() throws Exception {
        String list =
                "{\"suggestions\": [" + Proposals.offer().json() + ", 7, \"x\", [true], {\"a\": {\"b\": 1, \"b\": 2}}, "
                        + "null, 1e999999999, " + Proposals.copy().json() + "]}";

        post(mvc, list)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts[0].status").value("ACCEPTED"))
                .andExpect(jsonPath("$.receipts[1].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[2].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[3].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[4].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[5].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[6].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[7].status").value("ACCEPTED"));
    }

    @Test
    void takesAThousandAtOnceAndNotOneMore() throws Exception {
        post(mvc, "{\"suggestions\": []}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts.length()").value(0));
        post(mvc, list(1_000))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts.length()").value(1_000));
        int rows = rows();

        post(mvc, list(1_001))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/suggestions"));

        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void refusesAnEnvelopeThatIsNone() throws Exception {
        post(mvc, "{\"suggestions\": [], \"dryRun\": true}").andExpect(status().isUnprocessableContent());
        post(mvc, "{\"suggestions\": {}}").andExpect(status().isUnprocessableContent());
        post(mvc, "{\"suggestions\": [], \"suggestions\": []}").andExpect(status().isUnprocessableContent());
        post(mvc, "[]").andExpect(status().isUnprocessableContent());
        post(mvc, "{\"suggestions\": [").andExpect(status().isBadRequest());
        post(mvc, "").andExpect(status().is4xxClientError());
    }

    @Test
    void answersTheWholeMalformedCorpusWithAProblemAndStoresNothing() throws Exception {
        int rows = rows();

        for (Malformed malformed : corpus()) {
            MockHttpServletResponse response =
                    post(mvc, malformed.body()).andReturn().getResponse();

            assertThat(response.getStatus()).as(malformed.name()).isIn(400, 422);
            assertThat(response.getContentType()).as(malformed.name()).isEqualTo("application/problem+json");
            assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                    .as(malformed.name())
                    .contains("\"detail\"")
                    .doesNotContain("Exception", "org.countersign.api");
        }

        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void answersTheMalformedCorpusAsLinesWithAReceiptEachAndStoresNothing() throws Exception {
        List<Malformed> lines = corpus().stream()
                .filter(malformed ->
                        !malformed.body().isBlank() && !malformed.body().contains("\n"))
                .toList();
        int rows = rows();

        String answer = lines(lines.stream().map(Malformed::body).collect(Collectors.joining("\n")))
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);

        JsonNode receipts = Json.MAPPER.readTree(answer).path("receipts");
        assertThat(receipts.size()).isEqualTo(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Malformed malformed = lines.get(i);
            JsonNode receipt = receipts.get(i);
            assertThat(receipt.path("status").asString()).as(malformed.name()).isEqualTo("INVALID");
            assertThat(receipt.path("errors").findValuesAsString("pointer"))
                    .as(malformed.name())
                    .containsAll(malformed.pointers());
        }
        assertThat(answer).doesNotContain("Exception", "org.countersign");
        assertThat(rows()).isEqualTo(rows);
    }

    /** Written by hand and generated, more than 300 bodies. */
    private static List<Malformed> corpus() {
        List<Malformed> corpus = new ArrayList<>(MalformedSuggestions.all());
        corpus.addAll(MangledExamples.all());
        assertThat(corpus).hasSizeGreaterThan(300);
        return corpus;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json;charset=ISO-8859-1",
                "application/json;charset=UTF-16LE"
            })
    void readsTextInTheCharsetThatItsContentTypeNames(String contentType) throws Exception {
        Proposals posted = Proposals.copy().with("/content/message/body", "Größe für Ärzte");
        String charset = contentType.contains("=") ? contentType.substring(contentType.indexOf('=') + 1) : "utf-8";

        MockHttpServletResponse response = mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .header("Content-Type", contentType)
                        .content(posted.json().getBytes(Charset.forName(charset.replace("\"", "")))))
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse();

        assertThat(suggestions.get(SuggestionId.of(firstId(response))).document())
                .isEqualTo(posted.document());
    }

    @Test
    void skipsAByteOrderMark() throws Exception {
        post(mvc, "\uFEFF" + Proposals.offer().json()).andExpect(status().isAccepted());
        lines("\uFEFF" + Proposals.offer().json() + "\n")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts[0].status").value("ACCEPTED"));
    }

    @Test
    void refusesTextThatIsNotWhatItsContentTypeSays() throws Exception {
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .contentType("application/json")
                        .content(Proposals.copy()
                                .with("/content/message/subject", "Größe")
                                .json()
                                .getBytes(StandardCharsets.ISO_8859_1)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("UTF-8")));
        refusedType("text/plain", "{}");
        refusedType("application/xml", "<a/>");
        refusedType("application/json;charset=klingon", "{}");
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .header("Content-Type", "application/x-ndjson;charset=utf-16")
                        .content("{}"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.detail").value("The charset UTF-16 is not supported for lines; send UTF-8."));
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .contentType("application/json")
                        .header("Content-Encoding", "br")
                        .content("{}"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.detail")
                        .value("The content encoding br is not supported; send the body as it is."));
    }

    @Test
    void storesNothingForAClientThatCannotReadTheAnswer() throws Exception {
        int rows = rows();

        mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .contentType("application/json")
                        .accept("image/png")
                        .content(Proposals.offer().json()))
                .andExpect(status().isNotAcceptable());

        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void refusesABodyTooLarge() throws Exception {
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .contentType("application/json")
                        .content(new byte[SuggestionController.BODY + 1]))
                .andExpect(status().isContentTooLarge())
                .andExpect(content().contentType("application/problem+json"));
    }

    @Test
    void takesLinesInAndTellsHowFarTheyAre() throws Exception {
        Proposals known = Proposals.offer();
        accepted(mvc, known);
        String lines = Proposals.recommendation().json() + "\r\n\n" + known.json() + "\n" + "{broken\n" + "   \n"
                + known.with("/score", 0.5).json() + "\n" + Proposals.copy().json();

        MockHttpServletResponse response = lines(lines)
                .andExpect(status().isAccepted())
                .andExpect(content().contentType("application/json"))
                .andExpect(header().string("Location", startsWith("/api/v1/batches/")))
                .andReturn()
                .getResponse();

        assertThat(Json.MAPPER
                        .readTree(response.getContentAsByteArray())
                        .path("receipts")
                        .findValuesAsString("status"))
                .containsExactly("ACCEPTED", "DUPLICATE", "INVALID", "CONFLICT", "ACCEPTED");
        mvc.perform(as("demo-producer", get(String.valueOf(response.getHeader("Location")))))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.received").value(5))
                .andExpect(jsonPath("$.accepted").value(2))
                .andExpect(jsonPath("$.duplicates").value(1))
                .andExpect(jsonPath("$.conflicts").value(1))
                .andExpect(jsonPath("$.invalid").value(1))
                .andExpect(jsonPath("$.states.RECEIVED").value(2))
                .andExpect(jsonPath("$.finishedAt").isNotEmpty());
    }

    @Test
    void takesMoreLinesThanAChunkAndNone() throws Exception {
        lines(IntStream.range(0, 1_203)
                        .mapToObj(i -> i % 3 == 0 ? "x" : Proposals.offer().json())
                        .collect(Collectors.joining("\n")))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts.length()").value(1_203))
                .andExpect(jsonPath("$.receipts[1200].status").value("INVALID"))
                .andExpect(jsonPath("$.receipts[1202].status").value("ACCEPTED"));
        lines("\n\n")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.receipts.length()").value(0));
    }

    @Test
    void refusesMoreLinesThanItTakesBeforeTakingAny() throws Exception {
        int rows = rows();

        lines(Proposals.offer().json() + "\n" + "1\n".repeat(NdjsonLines.LIMIT))
                .andExpect(status().isContentTooLarge());

        assertThat(rows()).isEqualTo(rows);
    }

    private void refusedType(String contentType, String body) throws Exception {
        mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                        .header("Content-Type", contentType)
                        .content(body))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(content().contentType("application/problem+json"));
    }

    private ResultActions lines(String body) throws Exception {
        return mvc.perform(as("demo-producer", postTo(SUGGESTIONS))
                .contentType("application/x-ndjson")
                .content(body));
    }

    private static String list(int suggestions) {
        return IntStream.range(0, suggestions)
                .mapToObj(i -> Proposals.offer().json())
                .collect(Collectors.joining(",", "{\"suggestions\": [", "]}"));
    }

    private int rows() {
        return sql.sql("select count(*) from suggestion").query(Integer.class).single();
    }
}
