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

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.countersign.WebTest;
import org.countersign.operations.FailedWork;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class OperationsPageTests {

    private static final UserRequestPostProcessor ADMIN = user("admin1").roles("ADMIN");

    private final String suggestion = UUID.randomUUID().toString();

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Operations operations;

    @Autowired
    private Instances instances;

    @Autowired
    private Desk desk;

    @BeforeEach
    void stall() {
        instances.register(suggestion, 1, 4711, 3);
        operations.stalled(
                new FailedWork("job:7", "suggestion.screen", "suggestion:" + suggestion, "<b>Database down</b>"),
                attempts -> Duration.ofHours(1));
    }

    @AfterEach
    void clear() {
        instances.ended(suggestion);
    }

    @Test
    void showsWhatIsStuckAndWhy() throws Exception {
        mvc.perform(get("/operations").with(ADMIN))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("suggestion.screen")))
                .andExpect(content().string(containsString("/suggestions/" + suggestion)))
                .andExpect(content().string(containsString("&lt;b&gt;Database down&lt;/b&gt;")))
                .andExpect(content().string(containsString("Not asked yet")))
                .andExpect(content().string(not(containsString("??"))));
    }

    @Test
    void findsTheProcessOfASuggestionByItsIdAndByTheKeyOfAnInstance() throws Exception {
        String id = desk.screen(Desk.unmeasurable()).toString();
        long key = System.nanoTime();
        instances.register(id, 1, key, 3);
        operations.stalled(
                new FailedWork("job:9", "suggestion.publish", "suggestion:" + id, "No slot."),
                attempts -> Duration.ofHours(1));

        for (String find : List.of(id, "suggestion:" + id, String.valueOf(key))) {
            mvc.perform(get("/operations").param("find", find).with(ADMIN))
                    .andExpect(content().string(containsString(String.valueOf(key))))
                    .andExpect(content().string(containsString("suggestion.publish: No slot.")));
        }
        instances.ended(id);
    }

    @Test
    void saysWhereNothingIsFound() throws Exception {
        for (String find : List.of(UUID.randomUUID().toString(), "12345", "99999999999999999999", "<b>")) {
            mvc.perform(get("/operations").param("find", find).with(ADMIN))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("There is no suggestion with this id")));
        }
    }

    @Test
    void triesAgainAndSaysSo() throws Exception {
        mvc.perform(post("/operations/retry").param("key", "job:7").with(ADMIN).with(csrf()))
                .andExpect(redirectedUrl("/operations"))
                .andExpect(flash().attribute("toast", Toast.ok("It is being tried again.")));
    }

    @Test
    void saysWhenThereIsNothingToTryAgain() throws Exception {
        mvc.perform(post("/operations/retry").param("key", "job:8").with(ADMIN).with(csrf()))
                .andExpect(redirectedUrl("/operations"))
                .andExpect(flash().attribute("toast", Toast.warn("It is not stuck any more.")));
    }

    @Test
    void restartsAProcessThatDoesNotMoveForAReason() throws Exception {
        String id = desk.screen(Desk.unmeasurable()).toString();
        instances.register(id, 1, System.nanoTime(), 3);
        mvc.perform(get("/operations").param("find", id).with(ADMIN))
                .andExpect(content().string(containsString("Restart the process")));

        mvc.perform(post("/operations/restart")
                        .param("suggestion", id)
                        .param("reason", "")
                        .with(ADMIN)
                        .with(csrf()))
                .andExpect(flash().attribute("toast", Toast.warn("Write why the process is restarted.")));
        mvc.perform(post("/operations/restart")
                        .param("suggestion", id)
                        .param("reason", "Its incident cannot be resolved.")
                        .with(ADMIN)
                        .with(csrf()))
                .andExpect(redirectedUrl("/operations?find=" + id))
                .andExpect(flash().attribute("toast", Toast.ok("A new process was asked for.")));

        assertThat(instances.instancesOf(id)).isEmpty();
        instances.ended(id);
        mvc.perform(get("/operations").param("find", id).with(ADMIN))
                .andExpect(content().string(not(containsString("Restart the process"))));
    }

    @Test
    void isForAdministratorsOnly() throws Exception {
        mvc.perform(get("/operations").with(user("reviewer1").roles("REVIEWER")))
                .andExpect(status().isForbidden());
        mvc.perform(post("/operations/restart")
                        .param("suggestion", suggestion)
                        .param("reason", "Because.")
                        .with(user("auditor1").roles("AUDITOR"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        mvc.perform(post("/operations/retry")
                        .param("key", "job:7")
                        .with(user("auditor1").roles("AUDITOR"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }
}
