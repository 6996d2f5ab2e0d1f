package org.countersign.security;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Outside the profile demo. */
@WebTest
class NoDemoAccountsTests {

    @Autowired
    private MockMvc mvc;

    @ParameterizedTest
    @ValueSource(strings = {"demo-producer", "demo-consumer", "demo-planner", "demo-auditor", "demo-officer"})
    void knowNoTokenOfTheDemo(String token) throws Exception {
        mvc.perform(get("/api/v1/content").header("Authorization", "Bearer " + token))
                .andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reviewer1",
                "reviewer2",
                "reviewer3",
                "officer1",
                "officer2",
                "planner1",
                "auditor1",
                "admin1",
                "user"
            })
    void knowNobodyOfTheDemo(String name) throws Exception {
        mvc.perform(formLogin().user(name).password("demo")).andExpect(unauthenticated());
    }
}
