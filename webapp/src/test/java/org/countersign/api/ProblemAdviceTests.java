package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;
import static org.springframework.http.MediaType.TEXT_PLAIN;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

class ProblemAdviceTests {

    private final JsonMapper json = Json.MAPPER
            .rebuild()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new SampleController())
            .setControllerAdvice(new ProblemAdvice(new Problems(json)))
            .setMessageConverters(new JacksonJsonHttpMessageConverter(json))
            .build();

    @Test
    void mapsEachRefusalAsTheContractSays() throws Exception {
        refused("invalid", 422, "invalid-input");
        refused("missing", 404, "not-found");
        refused("conflict", 409, "stale-review");
        refused("forbidden", 403, "four-eyes");
        refused("gone", 410, "feed-position-gone");
    }

    @Test
    void saysWhereToLookForWhatThereIs() throws Exception {
        mvc.perform(get("/api/v1/nothing"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value(containsString("not-found")))
                .andExpect(jsonPath("$.detail")
                        .value("There is nothing at /api/v1/nothing. What there is can be looked up at "
                                + "/swagger-ui.html."));
    }

    @Test
    void listsWhatIsWrongWhere() throws Exception {
        mvc.perform(get("/api/refuse/invalid"))
                .andExpect(jsonPath("$.detail").value("The suggestion has 1 error."))
                .andExpect(jsonPath("$.errors[0].pointer").value("/audience/size"))
                .andExpect(jsonPath("$.errors[0].message").value("-1 is below 0."))
                .andExpect(jsonPath("$.instance").value("/api/refuse/invalid"));
    }

    @Test
    void answersUnreadableJsonWithItsPlace() throws Exception {
        mvc.perform(post("/api/echo").contentType(APPLICATION_JSON).content("{\"size\": 1,,}"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/unreadable-json"))
                .andExpect(jsonPath("$.detail").value(allOf(containsString("line 1"), containsString("column 12"))));
    }

    @Test
    void answersAMissingBody() throws Exception {
        mvc.perform(post("/api/echo").contentType(APPLICATION_JSON))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/unreadable-json"));
    }

    @Test
    void pointsAtAnUnknownFieldAndAtAWrongType() throws Exception {
        mvc.perform(post("/api/echo").contentType(APPLICATION_JSON).content("{\"size\": 1, \"a/b\": 2}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/a~1b"))
                .andExpect(jsonPath("$.errors[0].message").value("There is no such field. Accepted: size."));
        mvc.perform(post("/api/echo").contentType(APPLICATION_JSON).content("{\"size\": \"many\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/size"))
                .andExpect(jsonPath("$.errors[0].message")
                        .value("\"many\" cannot stand here. A whole number must stand here."));
        mvc.perform(post("/api/echo").contentType(APPLICATION_JSON).content("[]"))
                .andExpect(jsonPath("$.errors[0].message").value("An object must stand here."));
    }

    @Test
    void saysThatABodyIsLongerThanIsRead() throws Exception {
        MockMvc bounded = MockMvcBuilders.standaloneSetup(new SampleController())
                .setControllerAdvice(new ProblemAdvice(new Problems(json)))
                .setMessageConverters(new JacksonJsonHttpMessageConverter(json))
                .addFilters((request, response, chain) ->
                        chain.doFilter(new BoundedRequest((HttpServletRequest) request, 20), response))
                .build();

        bounded.perform(post("/api/echo").contentType(APPLICATION_JSON).content("{\"size\": 12345678}"))
                .andExpect(status().isOk());
        bounded.perform(post("/api/echo").contentType(APPLICATION_JSON).content("  {\"size\": 1234567890}"))
                .andExpect(status().isContentTooLarge())
                .andExpect(jsonPath("$.detail").value("The body is larger than 20 bytes, the most accepted here."));
    }

    @Test
    void tellsNothingOfItsReader() throws Exception {
        for (String body : List.of("{\"size\": NaN}", "{\"size\": [", "{\"size\": {}}")) {
            mvc.perform(post("/api/echo").contentType(APPLICATION_JSON).content(body))
                    .andExpect(status().is4xxClientError())
                    .andExpect(content().string(not(containsString("`"))))
                    .andExpect(content().string(not(containsString("REDACTED"))))
                    .andExpect(content().string(not(containsString("Feature"))));
        }
    }

    @Test
    void answersAWrongContentTypeAndAWrongMethod() throws Exception {
        mvc.perform(post("/api/echo").contentType(TEXT_PLAIN).content("hello"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value(containsString("text/plain")));
        mvc.perform(put("/api/echo"))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/method-not-allowed"));
    }

    @Test
    void answersAParameterThatIsMissingOrOfTheWrongType() throws Exception {
        mvc.perform(get("/api/page"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("limit")));
        mvc.perform(get("/api/page?limit=ten"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("'ten' is no valid value of limit."));
    }

    @Test
    void tellsOfAFailureNothingButANumber() throws Exception {
        mvc.perform(get("/api/fail"))
                .andExpect(status().isInternalServerError())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.failure").exists())
                .andExpect(content().string(not(containsString("password"))));
    }

    @Test
    void writesAProblemWhereTextWasAskedFor() throws Exception {
        mvc.perform(get("/api/refuse/missing").accept(TEXT_PLAIN))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON));
    }

    @Test
    void leavesPagesToTheirOwnErrorPage() {
        assertThatThrownBy(() -> mvc.perform(get("/page"))).hasRootCauseInstanceOf(Refusal.NotFound.class);
    }

    private void refused(String how, int status, String type) throws Exception {
        mvc.perform(get("/api/refuse/" + how))
                .andExpect(status().is(status))
                .andExpect(content().contentType(APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/" + type));
    }

    record Sample(int size) {}

    @RestController
    static class SampleController {

        @GetMapping("/api/refuse/{how}")
        String refuse(@PathVariable("how") String how) {
            throw switch (how) {
                case "invalid" ->
                    new Refusal.Invalid(
                            "The suggestion has 1 error.", List.of(new FieldError("/audience/size", "-1 is below 0.")));
                case "missing" -> new Refusal.NotFound("suggestion", "7f3");
                case "conflict" -> new Refusal.Conflict("stale-review", "Review 7f3 is APPROVED.");
                case "forbidden" -> new Refusal.NotAllowed("four-eyes", "ana wrote it.");
                default -> new Refusal.Gone("feed-position-gone", "Position 3 is gone.");
            };
        }

        @PostMapping(path = "/api/echo", consumes = "application/json")
        Sample echo(@RequestBody Sample sample) {
            return sample;
        }

        @GetMapping("/api/page")
        int page(@RequestParam("limit") int limit) {
            return limit;
        }

        @GetMapping("/api/fail")
        String fail() {
            throw new IllegalStateException("the password is secret");
        }

        @GetMapping("/page")
        String page() {
            throw new Refusal.NotFound("page", "this");
        }
    }
}
