package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.countersign.WebTest;
import org.countersign.governance.ListChanges;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceListVersion.State;
import org.countersign.shared.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@WebTest
@ActiveProfiles("demo")
class ReferenceListPagesTests {

    private static final RequestPostProcessor OFFICER = user("officer1").roles("OFFICER");
    private static final RequestPostProcessor SECOND = user("officer2").roles("OFFICER");
    private static final RequestPostProcessor AUDITOR = user("auditor1").roles("AUDITOR");
    private static final String PATH = "/policies/lists/external-destinations";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ListChanges lists;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicySource source;

    @AfterEach
    void startOver() {
        lists.all().stream()
                .flatMap(list -> list.history().stream())
                .filter(version -> version.state() == State.PROPOSED)
                .forEach(version -> lists.reject(version.name(), version.number(), Actor.person("cleaner")));
        policies.activate(PolicyVersion.of(source.rules()), Actor.system("policies"));
    }

    @Test
    void showsEveryListAndWhoUsesIt() throws Exception {
        mvc.perform(get("/policies/lists").with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("texting-ends"),
                                containsString("MSG-07"),
                                containsString("came with the product"))));
        for (var list : lists.all()) {
            mvc.perform(get("/policies/lists/" + list.name()).with(OFFICER)).andExpect(status().isOk());
        }
        mvc.perform(get(PATH).with(AUDITOR)).andExpect(content().string(not(containsString("<textarea"))));
    }

    @Test
    void goesFromASpreadsheetThroughASecondOfficerIntoForce() throws Exception {
        mvc.perform(multipart(PATH + "/preview")
                        .file(
                                sheet(
                                        "EXTERNAL_ADS\nSOCIAL_ADS\nSEARCH_ADS\nRETAIL_MEDIA\nDATA_PARTNER\nDATA_BROKER\nA_NEW_PLACE\n"))
                        .with(OFFICER)
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("A_NEW_PLACE"), containsString("Propose it"))));
        mvc.perform(post(PATH + "/proposals")
                        .with(OFFICER)
                        .with(csrf())
                        .param(
                                "text",
                                "EXTERNAL_ADS\r\nSOCIAL_ADS\r\nSEARCH_ADS\r\nRETAIL_MEDIA\r\nDATA_PARTNER\r\nDATA_BROKER\r\nA_NEW_PLACE")
                        .param("reason", "We advertise there now."))
                .andExpect(redirectedUrl(PATH));
        int number = lists.get("external-destinations").history().getFirst().number();

        mvc.perform(get(PATH).with(OFFICER))
                .andExpect(content()
                        .string(allOf(
                                containsString("Another officer decides"),
                                not(containsString("name=\"approved\" value=\"true\"")))));
        mvc.perform(post(PATH + "/versions/" + number).with(SECOND).with(csrf()).param("approved", "true"))
                .andExpect(redirectedUrl(PATH));

        assertThat(policies.active().lists().require("external-destinations")).contains("A_NEW_PLACE");
        mvc.perform(get(PATH).with(SECOND)).andExpect(content().string(containsString("We advertise there now.")));
    }

    @Test
    void doesNotOfferToProposeWhatTurnsACaseRed() throws Exception {
        mvc.perform(multipart("/policies/lists/brand-words/preview")
                        .param("text", "cheap\ncart")
                        .with(OFFICER)
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("It cannot be proposed while a case is red."),
                                not(containsString("Propose it")))));
    }

    @Test
    void tellsOfEveryCellAndKeepsWhatWasTyped() throws Exception {
        mvc.perform(multipart("/policies/lists/texting-ends/preview")
                        .file(sheet("*,20\nUS-CT,late\n*,21\n"))
                        .param("text", "* = 20")
                        .with(OFFICER)
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content()
                        .string(allOf(
                                containsString("The cell B2 is no number"),
                                containsString("The cell A3 says the same as A1"),
                                containsString("* = 20"))));
    }

    @Test
    void letsOnlyOfficersChangeLists() throws Exception {
        mvc.perform(post(PATH + "/proposals")
                        .with(AUDITOR)
                        .with(csrf())
                        .param("text", "X")
                        .param("reason", "Y"))
                .andExpect(status().isForbidden());
    }

    private static MockMultipartFile sheet(String csv) {
        return new MockMultipartFile("file", "list.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8));
    }
}
