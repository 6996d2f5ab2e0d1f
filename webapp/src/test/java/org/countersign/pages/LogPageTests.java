package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.countersign.WebTest;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.audit.Sequencer;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

@WebTest
@ActiveProfiles("demo")
class LogPageTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private AuditEntries log;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private MessageSource messages;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void showsTheCheckpointAndTheNewestEntries() throws Exception {
        write("suggestion:4c1f");

        mvc.perform(get("/log").with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("localhost/countersign+"),
                                containsString("suggestion:4c1f"),
                                containsString("PERSON:ana"),
                                containsString("Review opened"))));
    }

    @Test
    void tellsTheStoryOfOneSuggestion() throws Exception {
        write("suggestion:aaaa");
        write("suggestion:bbbb");

        mvc.perform(get("/log").param("about", "aaaa").with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(containsString("suggestion:aaaa"), not(containsString("suggestion:bbbb")))));
    }

    @Test
    void provesAnEntryAndShowsWhatItCommitsToEscaped() throws Exception {
        long index = write("suggestion:cccc");

        mvc.perform(get("/log/" + index).with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("In the log"),
                                containsString("&lt;script&gt;"),
                                not(containsString("<script>alert")))));
    }

    @Test
    void hasNoPageForWhatIsNotInTheLog() throws Exception {
        mvc.perform(get("/log/999999").with(auditor())).andExpect(status().isNotFound());
        mvc.perform(get("/log").param("about", "nobody").with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("No entries")));
    }

    @ParameterizedTest
    @EnumSource
    void hasAWordForEverySortOfEntry(EntryType type) {
        assertThat(messages.getMessage("entry." + type, null, Locale.ENGLISH)).isNotBlank();
    }

    @Test
    void isNotForReviewers() throws Exception {
        mvc.perform(get("/log").with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
    }

    private long write(String subject) {
        EntryId id = transaction.execute(status ->
                log.append(NewEntry.of(EntryType.REVIEW_OPENED, subject, Actor.person("ana"), Map.of("revision", "1"))
                        .withPayload(Json.MAPPER.createObjectNode().put("note", "<script>alert(1)</script>"))));
        sequencer.sequence();
        Long index = log.find(Objects.requireNonNull(id)).orElseThrow().index();
        return Objects.requireNonNull(index);
    }

    private static UserRequestPostProcessor auditor() {
        return user("auditor1").roles("AUDITOR");
    }
}
