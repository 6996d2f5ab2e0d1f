package org.countersign.pages;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.countersign.shared.Actor;
import org.countersign.webhook.Webhook;
import org.countersign.webhook.Webhooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** Nothing is published here, so nobody is rung. */
@WebTest
@TestPropertySource(properties = "countersign.webhooks.allow-private=true")
class WebhookPageTests {

    private static final UserRequestPostProcessor ADMIN = user("admin1").roles("ADMIN");
    private static final UserRequestPostProcessor AUDITOR = user("auditor1").roles("AUDITOR");
    private static final String NOWHERE = "http://127.0.0.1:9/bell";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Webhooks webhooks;

    @Autowired
    private JdbcClient jdbc;

    private Webhook webhook;

    @BeforeEach
    void register() {
        webhooks.all().forEach(each -> webhooks.remove(Actor.client(each.client()), each.id()));
        webhook = webhooks.register(Actor.client("shop"), "shop", NOWHERE);
        jdbc.sql("update webhook set failures = 2, next_attempt_at = now() + interval '1 day' where id = ?")
                .param(webhook.id())
                .update();
        jdbc.sql(
                        "insert into webhook_attempt (webhook, at, head, status, outcome) values (?, now(), 7, 503, 'refused')")
                .param(webhook.id())
                .update();
    }

    @Test
    void showsEverybodysDoorbellsAndWhatCameOfEachRing() throws Exception {
        mvc.perform(get("/webhooks").with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(NOWHERE)))
                .andExpect(content().string(containsString("Fails")))
                .andExpect(content().string(not(containsString("Register for a client"))));
        mvc.perform(get("/webhooks/" + webhook.id()).with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("refused")))
                .andExpect(content().string(containsString("503")))
                .andExpect(content().string(not(containsString("whsec_"))))
                .andExpect(content().string(not(containsString("Ring now"))));
    }

    @Test
    void operatorsRegisterForAClientAndSeeTheSecretOnce() throws Exception {
        mvc.perform(post("/webhooks")
                        .with(ADMIN)
                        .with(csrf())
                        .param("client", "kiosk")
                        .param("url", NOWHERE))
                .andExpect(redirectedUrlPattern("/webhooks/*"))
                .andExpect(flash().attribute("secret", startsWith("whsec_")));
        mvc.perform(post("/webhooks")
                        .with(ADMIN)
                        .with(csrf())
                        .param("client", "kiosk")
                        .param("url", "no url"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("The address is no URL")));
    }

    @Test
    void operatorsHaveItRungAndTakeItDown() throws Exception {
        mvc.perform(post("/webhooks/" + webhook.id() + "/ring").with(ADMIN).with(csrf()))
                .andExpect(redirectedUrl("/webhooks/" + webhook.id()))
                .andExpect(flash().attributeExists("toast"));
        mvc.perform(post("/webhooks/" + webhook.id() + "/removal").with(ADMIN).with(csrf()))
                .andExpect(redirectedUrl("/webhooks/" + webhook.id()));
        mvc.perform(get("/webhooks/" + webhook.id()).with(ADMIN))
                .andExpect(content().string(containsString("Taken down")))
                .andExpect(content().string(not(containsString("Ring now"))));
    }

    @Test
    void isNotForOthers() throws Exception {
        mvc.perform(get("/webhooks").with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
        mvc.perform(post("/webhooks/" + webhook.id() + "/removal").with(AUDITOR).with(csrf()))
                .andExpect(status().isForbidden());
    }
}
