package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.countersign.review.ReviewGroupView;
import org.countersign.review.ReviewGroups;
import org.countersign.review.ReviewOutcome;
import org.countersign.testing.BatchDesk;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@WebTest
class GroupPagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ReviewGroups groups;

    @Autowired
    private BatchDesk desk;

    @Test
    void leadsFromTheInboxOverTheDrawnOnesToOneDecision() throws Exception {
        ReviewGroupView group = desk.open(
                BatchDesk.same(12, Desk.unmeasurable().with("/content/message/subject", "<script>alert(1)</script>")));
        mvc.perform(get("/inbox").with(reviewer("ana")))
                .andExpect(content().string(containsString("12 suggestions that ask the same")))
                .andExpect(content().string(containsString("href=\"/inbox/groups/" + group.id() + "\"")));

        mvc.perform(get("/inbox/groups/{id}", group.id()).with(reviewer("ana")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("9 of 12"),
                                containsString("Process model: Group review. The token is at: Review group"),
                                containsString("Until when"),
                                containsString("9 drawn suggestions are still to be looked at"),
                                containsString("&lt;script&gt;"),
                                not(containsString("<script>alert")))));
        for (ReviewGroupView.Sampled member : group.sample()) {
            mvc.perform(get("/inbox/{id}", member.review()).with(reviewer("ana")))
                    .andExpect(content()
                            .string(allOf(
                                    containsString("Back to the group"),
                                    containsString("it waits as long as its group does"))));
        }
        mvc.perform(get("/inbox/groups/{id}", group.id()).with(reviewer("ana")))
                .andExpect(content().string(not(containsString("still to be looked at"))));

        mvc.perform(decision(group, "APPROVE").with(reviewer("ana")).with(csrf()))
                .andExpect(redirectedUrl("/inbox"));
        assertThat(groups.get(group.id()).outcome()).isEqualTo(ReviewOutcome.APPROVED);
    }

    @Test
    void saysWhyAnApprovalIsNotTaken() throws Exception {
        ReviewGroupView group = desk.open(3);

        mvc.perform(decision(group, "APPROVE").with(reviewer("ana")).with(csrf()))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("has not opened 3. Open them, then approve.")));

        assertThat(groups.get(group.id()).isOpen()).isTrue();
    }

    @Test
    void keepsWhatWasTypedWhereSomethingIsMissing() throws Exception {
        ReviewGroupView group = desk.open(3);

        mvc.perform(decision(group, "REJECT")
                        .param("reason", "I typed this.")
                        .with(reviewer("ana"))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content()
                        .string(allOf(
                                containsString("I typed this."), containsString("Choose what the reason is about."))));
    }

    @Test
    void isClosedToOtherRoles() throws Exception {
        ReviewGroupView group = desk.open(2);

        mvc.perform(get("/inbox/groups/{id}", group.id()).with(user("otto").roles("PLANNER")))
                .andExpect(status().isForbidden());
    }

    @Test
    void showsABatchWithItsCountersAndGroups() throws Exception {
        ReviewGroupView group = desk.open(4);

        mvc.perform(get("/batches").with(user("paula").roles("PLANNER")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/batches/" + group.batch())));
        mvc.perform(get("/batches/{id}", group.batch()).with(user("paula").roles("PLANNER")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("4 of 4"),
                                containsString("0 of 4"),
                                containsString("In review"),
                                containsString("A policy asks"),
                                containsString("Process model: Batch screening. The token is at: "),
                                containsString("Process model: Suggestion lifecycle"))));
        mvc.perform(get("/batches/{id}/progress", group.batch())
                        .with(user("paula").roles("PLANNER")))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("<html"))));
        mvc.perform(get("/batches/nothing").with(user("paula").roles("PLANNER")))
                .andExpect(status().isNotFound());
    }

    private static MockHttpServletRequestBuilder decision(ReviewGroupView group, String decision) {
        return post("/inbox/groups/{id}/decision", group.id())
                .param("decision", decision)
                .param("version", String.valueOf(group.version()));
    }

    private static RequestPostProcessor reviewer(String name) {
        return user(name).roles("REVIEWER");
    }
}
