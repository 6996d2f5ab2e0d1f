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

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.countersign.WebTest;
import org.countersign.monitoring.AlarmView;
import org.countersign.monitoring.Alarms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class FairnessPageTests {

    private static final UserRequestPostProcessor OFFICER = user("officer1").roles("OFFICER");
    private static final UserRequestPostProcessor AUDITOR = user("auditor1").roles("AUDITOR");

    private final String model = "model-" + UUID.randomUUID();

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Alarms alarms;

    @Autowired
    private Clock clock;

    @BeforeEach
    void count() {
        for (String stage : List.of("MODEL", "HUMAN")) {
            add(stage, "19-24", 4_000, 2_000);
            add(stage, "65+", 3_000, stage.equals("HUMAN") ? 600 : 1_500);
            add(stage, "<b>few</b>", 9, 3);
        }
    }

    @Test
    void saysWhereTheGapArisesAndWhatToDoNext() throws Exception {
        mvc.perform(get("/fairness").param("model", model + " 1").with(OFFICER))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("A gap arises here: People.")))
                .andExpect(content()
                        .string(containsString(
                                "People: of 65+, 600 of 3,000 go on (20.0 %), 0.40 times as often as 19-24")))
                .andExpect(content().string(containsString("one person’s habit or everyone’s?")))
                .andExpect(content().string(not(containsString("??"))));
    }

    /** A fragment's name finds elements of that name too, so that one more select in its file would be shown twice. */
    @Test
    void asksForEachThingOnce() throws Exception {
        String page = mvc.perform(get("/fairness").param("model", model + " 1").with(OFFICER))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page.split("<select ", -1)).hasSize(1 + 4);
    }

    /** What passes is told apart from what cannot be told: only the former is green. */
    @Test
    void isGreenOnlyWhereEverythingPasses() throws Exception {
        String fair = "fair-" + model;
        add(fair, "MODEL", "19-24", 40_000, 20_000);
        add(fair, "MODEL", "65+", 30_000, 15_000);

        mvc.perform(get("/fairness").param("model", fair + " 1").with(OFFICER))
                .andExpect(content().string(containsString("note tone-ok")))
                .andExpect(content().string(containsString("The one comparison passes")));

        add(fair, "POLICY", "19-24", 20_000, 18_000);
        add(fair, "POLICY", "65+", 12, 10);
        mvc.perform(get("/fairness").param("model", fair + " 1").with(OFFICER))
                .andExpect(content().string(containsString("note tone-quiet")))
                .andExpect(content().string(containsString("only 1 of 2 comparisons pass")))
                .andExpect(content().string(not(containsString("note tone-ok"))));
    }

    @Test
    void neverShowsFewerThanTen() throws Exception {
        mvc.perform(get("/fairness").param("model", model + " 1").with(OFFICER))
                .andExpect(content().string(containsString("fewer than 10")))
                .andExpect(content().string(not(containsString("<b>few"))))
                .andExpect(content().string(not(containsString("3/9"))));
        mvc.perform(get("/fairness/export").param("model", model + " 1").with(OFFICER))
                .andExpect(content().string(not(containsString("few"))));
    }

    @Test
    void exportsTheFigures() throws Exception {
        mvc.perform(get("/fairness/export").param("model", model + " 1").with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith("text/csv"))
                .andExpect(content().string(containsString("HUMAN,65+,19-24,3000,600,0.2,")))
                .andExpect(content().string(containsString(",FAIL\r\n")));
    }

    @Test
    void hasWordsForAPeriodWithoutAnything() throws Exception {
        mvc.perform(get("/fairness")
                        .param("from", "2001-01-01")
                        .param("to", "2001-01-02")
                        .with(OFFICER))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Nothing counted yet")));
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() throws Exception {
        mvc.perform(get("/fairness")
                        .param("from", "2026-01-02")
                        .param("to", "2026-01-01")
                        .param("attribute", "age")
                        .with(OFFICER))
                .andExpect(status().is4xxClientError());
    }

    @Test
    void officersDecideOnAlarmsAndAuditorsRead() throws Exception {
        AlarmView alarm = alarm();

        mvc.perform(get("/fairness/alarms").with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Model: of 65+ (by age), 800 of 4,000 go on")))
                .andExpect(content().string(not(containsString("Recall it"))));
        mvc.perform(decision(alarm, "KEPT").with(AUDITOR).with(csrf())).andExpect(status().isForbidden());
        mvc.perform(decision(alarm, "KEPT").param("reason", "").with(OFFICER).with(csrf()))
                .andExpect(flash().attribute("toast", Toast.warn("Write what you found; auditors read it.")));
        mvc.perform(decision(alarm, "KEPT")
                        .param("reason", "The offer is for pupils.")
                        .with(OFFICER)
                        .with(csrf()))
                .andExpect(redirectedUrl("/fairness/alarms"));

        assertThat(alarms.get(alarm.id()).isOpen()).isFalse();
        mvc.perform(get("/fairness/alarms").with(AUDITOR))
                .andExpect(content().string(containsString("The offer is for pupils.")));
    }

    @Test
    void isNotForReviewers() throws Exception {
        mvc.perform(get("/fairness").with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
    }

    private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder decision(
            AlarmView alarm, String outcome) {
        return post("/fairness/alarms/" + alarm.id()).param("outcome", outcome);
    }

    private AlarmView alarm() {
        sql.sql("""
                        insert into alarm (id, model_name, model_version, stage, attribute, grp, better, sign, favoured, eligible,
                                           others_favoured, others_eligible, strength, raised_at, entry)
                        values (:id, :model, '1', 'MODEL', 'age', '65+', '19-24', 'EVIDENCE', 800, 4000, 2000, 5000, 20, now(),
                                :id)
                        """).param("id", UUID.randomUUID()).param("model", model).update();
        return alarms.newest(100).stream()
                .filter(alarm -> alarm.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private void add(String stage, String group, double eligible, double favoured) {
        add(model, stage, group, eligible, favoured);
    }

    private void add(String model, String stage, String group, double eligible, double favoured) {
        sql.sql("""
                        insert into stage_count values (:day, :model, '1', 'RECOMMENDATION', '', 'age', :group, :stage,
                          :n, :n, :f, :n, :f, :f, 0, 0)
                        """)
                .param("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("model", model)
                .param("stage", stage)
                .param("group", group)
                .param("n", eligible)
                .param("f", favoured)
                .update();
    }
}
