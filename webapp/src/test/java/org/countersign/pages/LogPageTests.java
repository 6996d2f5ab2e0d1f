package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
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
import org.junit.jupiter.params.provider.CsvSource;
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
                                containsString(">ana</td>"),
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

    @ParameterizedTest
    @CsvSource({
        "who, ana",
        "who, PERSON:ana",
        "what, REVIEW_OPENED",
        "from, 2026-01-01",
        "to, 2999-01-01",
        "about, s-search",
        "text, marker-77"
    })
    void findsEntriesByWhoWhatWhenWhyAndAboutWhat(String name, String value) throws Exception {
        write("suggestion:s-search");

        mvc.perform(get("/log").param(name, value).with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("suggestion:s-search")));
    }

    @ParameterizedTest
    @CsvSource({"who, nobody-here", "what, RECALL", "from, 2999-01-01", "to, 2001-01-01", "about, other", "text, %"})
    void findsNothingElse(String name, String value) throws Exception {
        write("suggestion:s-else");

        mvc.perform(get("/log").param(name, value).with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("suggestion:s-else"))));
    }

    @Test
    void tellsAStoryWithItsGroundsAndThatItIsProven() throws Exception {
        write("suggestion:s-story");

        mvc.perform(get("/log/story").param("about", "s-story").with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Review opened"),
                                containsString("marker-77"),
                                containsString("1 of 1 entries"))));
    }

    @Test
    void asksWhoseStoryWhereNoneIsNamedOrTheLogKnowsNone() throws Exception {
        mvc.perform(get("/log/story").with(auditor()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(containsString("Whose story?"), not(containsString("The log has nothing")))));
        mvc.perform(get("/log/story").param("about", "never-heard-of").with(auditor()))
                .andExpect(status().isNotFound())
                .andExpect(content()
                        .string(allOf(
                                containsString("Whose story?"),
                                containsString("The log has nothing about suggestion:never-heard-of."))));
    }

    @Test
    void exportsWhatWasFoundAsATableThatNoSpreadsheetRuns() throws Exception {
        write("suggestion:s-table");

        mvc.perform(post("/log/export")
                        .param("format", "csv")
                        .param("about", "s-table")
                        .with(auditor())
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                startsWith("index,at,type,subject,actor,facts,leafHash\r\n"),
                                containsString(
                                        "\"suggestion:s-table\",\"PERSON:ana\",\"marker=marker-77; revision=1\""))));
        mvc.perform(post("/log/export").param("format", "csv").with(auditor())).andExpect(status().isForbidden());
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
        EntryId id = transaction.execute(status -> log.append(NewEntry.of(
                        EntryType.REVIEW_OPENED,
                        subject,
                        Actor.person("ana"),
                        Map.of("marker", "marker-77", "revision", "1"))
                .withPayload(Json.MAPPER.createObjectNode().put("note", "<script>alert(1)</script>"))));
        sequencer.sequence();
        Long index = log.find(Objects.requireNonNull(id)).orElseThrow().index();
        return Objects.requireNonNull(index);
    }

    private static UserRequestPostProcessor auditor() {
        return user("auditor1").roles("AUDITOR");
    }
}
