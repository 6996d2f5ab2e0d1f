package org.countersign.security;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.countersign.WebTest;
import org.countersign.shared.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
@ActiveProfiles("demo")
class ApiSecurityTests {

    private static final String NOWHERE = "/api/v1/nothing-here";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Environment environment;

    @Test
    void asksForATokenWithAProblemDocument() throws Exception {
        mvc.perform(get(NOWHERE))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer"))
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/unauthorized"))
                .andExpect(jsonPath("$.instance").value(NOWHERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer demo-producer demo-consumer", "Bearer DEMO-PRODUCER"})
    void refusesATokenOfNobody(String authorization) throws Exception {
        mvc.perform(get(NOWHERE).header("Authorization", authorization))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", containsString("invalid_token")))
                .andExpect(content().contentType("application/problem+json"));
    }

    @Test
    void refusesATokenLongerThanAnyOfOurs() throws Exception {
        mvc.perform(get(NOWHERE).header("Authorization", "Bearer " + "x".repeat(513)))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void letsAKnownClientThroughWithoutASession() throws Exception {
        mvc.perform(get(NOWHERE).header("Authorization", "Bearer demo-producer"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(cookie().doesNotExist("countersign"));
    }

    @ParameterizedTest
    @CsvSource({
        "demo-consumer, POST, /api/v1/suggestions",
        "demo-planner, POST, /api/v1/suggestions",
        "demo-consumer, GET, /api/v1/suggestions/1",
        "demo-producer, GET, /api/v1/content",
        "demo-consumer, GET, /api/v1/audit/entries",
        "demo-consumer, GET, /api/v1/audit/export",
        "demo-producer, GET, /api/v1/audit/checkpoint",
        "demo-consumer, PUT, /api/v1/subjects/a/consents",
        "demo-producer, PUT, /api/v1/slots",
        "demo-consumer, POST, /api/v1/models/m/1/recall",
        "demo-planner, POST, /api/v1/suggestions/1/withdrawal"
    })
    void refusesWhatTheClientsRoleDoesNotAllow(String token, String method, String path) throws Exception {
        mvc.perform(request(HttpMethod.valueOf(method), path).header("Authorization", "Bearer " + token))
                .andExpect(status().isForbidden())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail").value(containsString(token)))
                .andExpect(jsonPath("$.detail").value(containsString(method + " " + path)));
    }

    @Test
    void ignoresTheSessionOfAPerson() throws Exception {
        MockHttpSession session =
                (MockHttpSession) mvc.perform(formLogin().user("auditor1").password("demo"))
                        .andExpect(authenticated())
                        .andReturn()
                        .getRequest()
                        .getSession(false);

        mvc.perform(get("/api/v1/audit/entries").session(Objects.requireNonNull(session)))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void knowsClientsOfTheDatabaseUntilTheyAreRevoked() throws Exception {
        owner().sql("insert into api_client (name, role, token_hash) values ('shop', 'CONSUMER', ?)")
                .param(Sha256.of("a-long-random-token".getBytes(StandardCharsets.UTF_8)))
                .update();
        mvc.perform(get(NOWHERE).header("Authorization", "Bearer a-long-random-token"))
                .andExpect(status().isNotFound());

        owner().sql("update api_client set revoked_at = now() where name = 'shop'")
                .update();

        mvc.perform(get(NOWHERE).header("Authorization", "Bearer a-long-random-token"))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void tellsBrowsersToRunNothing() throws Exception {
        mvc.perform(get(NOWHERE))
                .andExpect(header().string("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    private JdbcClient owner() {
        return JdbcClient.create(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password")));
    }
}
