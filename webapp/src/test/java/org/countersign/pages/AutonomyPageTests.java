package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.UUID;
import org.countersign.WebTest;
import org.countersign.autonomy.LicenceView;
import org.countersign.autonomy.Licences;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@WebTest
class AutonomyPageTests {

    private static final UserRequestPostProcessor OFFICER = user("officer1").roles("OFFICER");
    private static final UserRequestPostProcessor LEAD = user("lead1").roles("LEAD");
    private static final UserRequestPostProcessor AUDITOR = user("auditor1").roles("AUDITOR");

    private final String model = "model-" + UUID.randomUUID();

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Licences licences;

    @Autowired
    private Desk desk;

    @Test
    void saysWhatIsMissing() throws Exception {
        evidence("FI", 30);

        mvc.perform(get("/autonomy").with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(model + " 1")))
                .andExpect(content().string(containsString("6 more in a row must be approved unchanged")))
                .andExpect(content().string(containsString("5 more canaries of this kind and market")))
                .andExpect(content().string(not(containsString("Sign for the next step"))))
                .andExpect(content().string(not(containsString("??"))));
        mvc.perform(get("/autonomy/export").with(AUDITOR))
                .andExpect(content().string(containsString(model + ",1,CAMPAIGN_COPY,FI,1,30,30,")));
    }

    @Test
    void anOfficerAndALeadSignAndAComplaintEndsIt() throws Exception {
        evidence("SE", 40);
        canaries("SE");

        mvc.perform(proposal("SE").with(AUDITOR).with(csrf())).andExpect(status().isForbidden());
        mvc.perform(proposal("SE").with(OFFICER).with(csrf())).andExpect(redirectedUrl("/autonomy"));
        LicenceView proposed = licence();
        mvc.perform(post("/autonomy/" + proposed.id() + "/grant").with(OFFICER).with(csrf()))
                .andExpect(flash().attribute(
                                "toast",
                                Toast.warn("Licence " + proposed.id()
                                        + " was proposed by officer1; someone else must grant it.")));
        mvc.perform(get("/autonomy").with(LEAD))
                .andExpect(
                        content().string(containsString("Signed by officer1 for: Half of what the risk table draws.")))
                .andExpect(content().string(containsString("Sign as the second, so that it holds")))
                .andExpect(content().string(containsString("aria-current=\"page\"")));
        mvc.perform(post("/autonomy/" + proposed.id() + "/grant").with(LEAD).with(csrf()))
                .andExpect(redirectedUrl("/autonomy"));
        mvc.perform(get("/autonomy").with(OFFICER))
                .andExpect(content().string(containsString("signed by officer1 and lead1.")));
        byte[] document = mvc.perform(
                        get("/autonomy/" + proposed.id() + "/document").with(AUDITOR))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(Sha256.hexOf(document)).isEqualTo(proposed.documentHash());

        SuggestionId suggestion =
                desk.receive(Desk.unmeasurable().model(model, "1").with("/audience/jurisdictions", List.of("SE")));
        mvc.perform(post("/suggestions/" + suggestion + "/complaints")
                        .param("words", "<b>Sold out</b> for weeks.")
                        .with(user("reviewer1").roles("REVIEWER"))
                        .with(csrf()))
                .andExpect(redirectedUrl("/suggestions/" + suggestion));

        assertThat(licence().ended()).isNotNull();
        mvc.perform(get("/autonomy").with(OFFICER))
                .andExpect(content().string(containsString("a complaint")))
                .andExpect(content().string(containsString("&lt;b&gt;Sold out")));
        mvc.perform(get("/suggestions/" + suggestion).with(AUDITOR))
                .andExpect(content().string(containsString("&lt;b&gt;Sold out")))
                .andExpect(content().string(not(containsString("Note a complaint"))));
    }

    @Test
    void aLicenceIsNotEndedWithoutAReason() throws Exception {
        evidence("DK", 40);
        canaries("DK");
        mvc.perform(proposal("DK").with(OFFICER).with(csrf())).andExpect(redirectedUrl("/autonomy"));

        mvc.perform(post("/autonomy/" + licence().id() + "/end").with(LEAD).with(csrf()))
                .andExpect(flash().attribute("toast", Toast.warn("Write why, in at most 2000 characters.")));
        mvc.perform(post("/autonomy/" + licence().id() + "/end")
                        .param("reason", "Not before the sale.")
                        .with(LEAD)
                        .with(csrf()))
                .andExpect(redirectedUrl("/autonomy"));

        assertThat(licence().ended()).isNotNull();
    }

    @Test
    void isNotForReviewers() throws Exception {
        mvc.perform(get("/autonomy").with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
    }

    private MockHttpServletRequestBuilder proposal(String market) {
        return post("/autonomy")
                .param("model", model)
                .param("version", "1")
                .param("kind", "CAMPAIGN_COPY")
                .param("market", market);
    }

    private LicenceView licence() {
        return licences.newest(1_000).stream()
                .filter(licence -> licence.scope().model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private void evidence(String market, int decided) {
        sql.sql("""
                        insert into autonomy_case (suggestion, model_name, model_version, kind, markets, drawn_at, unchanged, settled_at)
                        select gen_random_uuid(), :model, '1', 'CAMPAIGN_COPY', array[:market], now(), true, now()
                          from generate_series(1, :n)
                        """)
                .param("model", model)
                .param("market", market)
                .param("n", decided)
                .update();
    }

    private void canaries(String market) {
        sql.sql("""
                        insert into autonomy_canary (suggestion, kind, markets, at)
                        select gen_random_uuid(), 'CAMPAIGN_COPY', array[:market], now() from generate_series(1, 5)
                        """).param("market", market).update();
    }
}
