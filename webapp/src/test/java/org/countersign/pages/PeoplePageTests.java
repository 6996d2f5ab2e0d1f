package org.countersign.pages;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.countersign.WebTest;
import org.countersign.oversight.SecondLooks;
import org.countersign.review.Decision;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class PeoplePageTests {

    private static final UserRequestPostProcessor LEAD = user("lead1").roles("LEAD");
    private static final UserRequestPostProcessor AUDITOR = user("auditor1").roles("AUDITOR");
    private static final UserRequestPostProcessor ANA = user("ana").roles("REVIEWER");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Desk desk;

    @Autowired
    private SecondLooks looks;

    @Autowired
    private Clock clock;

    @BeforeEach
    void decide() {
        sql.sql("delete from reviewer_day").update();
        sql.sql("delete from approval_suspension").update();
        add("ana", 200, 100);
        add("berta", 200, 190);
        add("carla", 9, 9);
    }

    @Test
    void leadsAndAuditorsSeeEverybodyByName() throws Exception {
        for (UserRequestPostProcessor reader : new UserRequestPostProcessor[] {LEAD, AUDITOR}) {
            mvc.perform(get("/people").with(reader))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("berta")))
                    .andExpect(content().string(containsString("Approves 95.0 %, everyone else 52.2 %")))
                    .andExpect(content().string(containsString("Fewer than 10 decisions")))
                    .andExpect(content().string(not(containsString("??"))));
        }
    }

    @Test
    void everybodyElseSeesThemselvesOnly() throws Exception {
        mvc.perform(get("/people").with(ANA))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("ana")))
                .andExpect(content().string(not(containsString("berta"))))
                .andExpect(content().string(not(containsString("carla"))));
        mvc.perform(get("/people/export")
                        .param("from", "2020-01-01")
                        .param("to", "2100-01-01")
                        .with(ANA))
                .andExpect(content().string(containsString("ana,200,100,")))
                .andExpect(content().string(not(containsString("berta"))));
        mvc.perform(get("/people").with(user("planner1").roles("PLANNER"))).andExpect(status().isForbidden());
    }

    @Test
    void theLeadTakesTheRightToApproveAndGivesItBack() throws Exception {
        mvc.perform(post("/people/rights")
                        .param("person", "berta")
                        .param("suspend", "true")
                        .param("reason", "Approved 190 of 200.")
                        .with(LEAD)
                        .with(csrf()))
                .andExpect(redirectedUrl("/people"));
        mvc.perform(get("/people").with(LEAD))
                .andExpect(content().string(containsString("The right to approve is suspended: Approved 190 of 200.")));
        mvc.perform(post("/people/rights")
                        .param("person", "berta")
                        .param("suspend", "false")
                        .param("reason", "Went through them together.")
                        .with(LEAD)
                        .with(csrf()))
                .andExpect(redirectedUrl("/people"));
        mvc.perform(get("/people").with(LEAD))
                .andExpect(content().string(not(containsString("The right to approve is suspended"))));
        mvc.perform(post("/people/rights")
                        .param("person", "berta")
                        .param("suspend", "true")
                        .param("reason", "Me too.")
                        .with(AUDITOR)
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    void aLookIsBlindFirst() throws Exception {
        SuggestionId suggestion = desk.screen(Desk.unmeasurable());
        looks.setGold(Actor.person("lead1"), suggestion, Decision.REJECT, "The claim is not proven.");

        mvc.perform(get("/looks").with(ANA))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Answer first by what customers would see")))
                .andExpect(content().string(not(containsString("Why the model"))))
                .andExpect(content().string(not(containsString("??"))));
        String id = sql.sql("select id::text from look where person = 'ana' and ended_at is null")
                .query(String.class)
                .single();
        mvc.perform(post("/looks/" + id)
                        .param("blind", "true")
                        .param("answer", "REJECT")
                        .with(ANA)
                        .with(csrf()))
                .andExpect(redirectedUrl("/looks"));
        mvc.perform(get("/looks").with(ANA)).andExpect(content().string(containsString("This is what the model says")));
        mvc.perform(post("/looks/" + id)
                        .param("blind", "false")
                        .param("answer", "APPROVE")
                        .with(ANA)
                        .with(csrf()))
                .andExpect(redirectedUrl("/looks"));
        mvc.perform(get("/looks").with(user("berta").roles("REVIEWER")))
                .andExpect(content().string(containsString("Answer first by what customers would see")));
    }

    private void add(String person, int decisions, int approvals) {
        sql.sql("""
                        insert into reviewer_day values (:day, :person, 'CAMPAIGN_COPY', 'POLICY', -1, :decisions, :approvals, 0, 0)
                        """)
                .param("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("person", person)
                .param("decisions", decisions)
                .param("approvals", approvals)
                .update();
    }
}
