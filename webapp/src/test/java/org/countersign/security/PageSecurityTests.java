package org.countersign.security;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@WebTest
@ActiveProfiles("demo")
class PageSecurityTests {

    @Autowired
    private MockMvc mvc;

    @ParameterizedTest
    @CsvSource({
        "reviewer1, REVIEWER",
        "reviewer2, REVIEWER",
        "reviewer3, REVIEWER",
        "officer1, OFFICER",
        "officer2, OFFICER",
        "planner1, PLANNER",
        "auditor1, AUDITOR",
        "admin1, ADMIN"
    })
    void letsEachPersonOfTheDemoIn(String name, String role) throws Exception {
        mvc.perform(formLogin().user(name).password("demo"))
                .andExpect(authenticated().withUsername(name).withRoles(role));
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        mvc.perform(formLogin().user("reviewer1").password("Demo"))
                .andExpect(unauthenticated())
                .andExpect(redirectedUrl("/login?error"));
    }

    @Test
    void letsNobodyGuessPasswordsForLongAndSaysWhen() throws Exception {
        for (int i = 0; i < Guesses.OF_ONE; i++) {
            mvc.perform(login("reviewer2", "guess" + i, "192.0.2.66")).andExpect(redirectedUrl("/login?error"));
        }

        mvc.perform(login("reviewer2", "demo", "192.0.2.66"))
                .andExpect(unauthenticated())
                .andExpect(redirectedUrl("/login?wait=15"));
        mvc.perform(get("/login?wait=15"))
                .andExpect(content().string(containsString("Too many wrong passwords. Try again in 15 minutes.")));
        mvc.perform(login("reviewer2", "demo", "192.0.2.67")).andExpect(authenticated());
        mvc.perform(login("reviewer1", "demo", "192.0.2.66")).andExpect(authenticated());
    }

    private static RequestBuilder login(String name, String password, String address) {
        return post("/login")
                .param("username", name)
                .param("password", password)
                .with(csrf())
                .with(from(address));
    }

    @Test
    void sendsWhoIsNotLoggedInToTheLogin() throws Exception {
        mvc.perform(get("/inbox")).andExpect(status().is3xxRedirection()).andExpect(redirectedUrl("/login"));
    }

    @Test
    void refusesAFormThatAnotherSiteSends() throws Exception {
        mvc.perform(post("/logout").with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
    }

    @Test
    void allowsAPageItsOwnScriptsAndNothingElse() throws Exception {
        mvc.perform(get("/nothing-here").with(user("reviewer1").roles("REVIEWER")))
                .andExpect(header().string(
                                "Content-Security-Policy",
                                allOf(
                                        containsString("default-src 'self'"),
                                        containsString("frame-ancestors 'none'"),
                                        containsString("object-src 'none'"),
                                        containsString("base-uri 'none'"),
                                        not(containsString("unsafe")))))
                .andExpect(header().string("Referrer-Policy", "same-origin"));
    }

    @Test
    void tellsEverybodyWhatIsDownButNotWhy() throws Exception {
        mvc.perform(get("/actuator/health"))
                .andExpect(jsonPath("$.components.db.status").value("UP"))
                .andExpect(jsonPath("$.components.db.details").doesNotExist());
        mvc.perform(get("/actuator/health").with(user("admin1").roles("ADMIN")))
                .andExpect(jsonPath("$.components.db.details").exists());
    }

    @Test
    void showsMetricsToACollectorOnThisMachine() throws Exception {
        mvc.perform(get("/actuator/prometheus").with(from("127.0.0.1")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("jvm_memory_used_bytes")));
    }

    @Test
    void hidesMetricsFromOtherMachinesAlsoBehindAProxyOnThisOne() throws Exception {
        mvc.perform(get("/actuator/prometheus").with(from("192.0.2.7"))).andExpect(redirectedUrl("/login"));
        mvc.perform(get("/actuator/prometheus").with(from("127.0.0.1")).header("X-Forwarded-For", "192.0.2.7"))
                .andExpect(redirectedUrl("/login"));
    }

    @Test
    void showsMetricsToAdministratorsFromAnywhere() throws Exception {
        mvc.perform(get("/actuator/prometheus")
                        .with(from("192.0.2.7"))
                        .with(user("admin1").roles("ADMIN")))
                .andExpect(status().isOk());
    }

    @Test
    void describesTheApiToEverybody() throws Exception {
        mvc.perform(get("/v3/api-docs"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.info.title").value("Countersign API"))
                .andExpect(jsonPath("$.components.securitySchemes.token.scheme").value("bearer"));
        mvc.perform(get("/swagger-ui/index.html")).andExpect(status().isOk());
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}
