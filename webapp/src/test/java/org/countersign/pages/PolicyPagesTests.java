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
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Objects;
import org.countersign.WebTest;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeKind;
import org.countersign.governance.DraftRule;
import org.countersign.governance.Edit;
import org.countersign.governance.ImpactId;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.NewChange;
import org.countersign.governance.PolicyChanges;
import org.countersign.governance.RuleText;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.ReferenceLists;
import org.countersign.policy.Reviewers;
import org.countersign.policy.SentenceReader;
import org.countersign.policy.SentenceWriter;
import org.countersign.shared.Actor;
import org.countersign.shared.StaffGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@WebTest
@ActiveProfiles("demo")
class PolicyPagesTests {

    private static final RequestPostProcessor OFFICER = user("officer1").roles("OFFICER");
    private static final RequestPostProcessor AUDITOR = user("auditor1").roles("AUDITOR");
    private static final Actor ANA = Actor.person("officer1");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private Policies policies;

    @Autowired
    private ImpactReports impacts;

    @Autowired
    private StaffGroups groups;

    private ChangeId change = ChangeId.next();

    @BeforeEach
    void open() {
        change = changes.open(new NewChange(ChangeKind.CHANGE, "Cheap <b>things</b>", "", ANA));
    }

    @AfterEach
    void giveUp() {
        changes.open().forEach(open -> changes.discard(open.id(), ANA));
    }

    private String path() {
        return "/policies/changes/" + change;
    }

    @Test
    void showsWhatIsInForceAndWhatIsUnderWay() throws Exception {
        mvc.perform(get("/policies").with(OFFICER))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("PRC-04"),
                                containsString(path()),
                                containsString("Cheap &lt;b&gt;things&lt;/b&gt;"),
                                not(containsString("<b>things</b>")))));
    }

    @Test
    void loadsAChangeOnceMoreWhenTheProcessHasTakenItOn() throws Exception {
        mvc.perform(get(path() + "/news").param("seen", "DRAFT").with(OFFICER))
                .andExpect(status().isNoContent())
                .andExpect(header().doesNotExist("HX-Refresh"));
        mvc.perform(get(path() + "/news").param("seen", "CHECKING").with(OFFICER))
                .andExpect(status().isNoContent())
                .andExpect(header().string("HX-Refresh", "true"));
    }

    @Test
    void leadsFromACancelledReportBackToItsChange() throws Exception {
        ImpactId report = impacts.start(policies.active().version(), policies.active(), 7, ANA);

        mvc.perform(post("/policies/impact/" + report + "/cancellation")
                        .param("change", change.toString())
                        .with(OFFICER)
                        .with(csrf()))
                .andExpect(redirectedUrl("/policies/impact/" + report + "?change=" + change));
        mvc.perform(get("/policies/impact/" + report)
                        .param("change", change.toString())
                        .with(OFFICER))
                .andExpect(content().string(containsString(path())));
    }

    @Test
    void showsARuleInAllItsViewsWithItsCases() throws Exception {
        mvc.perform(get("/policies/rules/PRC-04").with(AUDITOR))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("price.referenceShown"),
                                containsString("$v.block"),
                                containsString("one cent more"),
                                not(containsString("Propose to remove it")))));
        mvc.perform(get("/policies/rules/NO-99").with(OFFICER)).andExpect(status().isNotFound());
    }

    /** Every rule of the catalogue goes from the form to sentences, to text and back to the form, and stays the same. */
    @Test
    void losesNothingBetweenTheViewsOfARule() {
        ReferenceLists lists = changes.draft(change).lists();
        for (PolicyRule rule : policies.active().rules()) {
            RuleForm form = RuleForm.of(rule);
            RuleForm.Read read = form.read(lists);
            assertThat(read.errors()).as(rule.id()).isEmpty();
            PolicyRule said = SentenceReader.read(SentenceWriter.write(Objects.requireNonNull(read.rule())), lists);
            PolicyRule written =
                    RuleText.read(rule.id(), DrlWriter.write(said), lists).rule();

            assertThat(written).isEqualTo(rule);
            assertThat(RuleForm.of(Objects.requireNonNull(written))).isEqualTo(form);
        }
    }

    @Test
    void takesWhatIsTypedAlongFromViewToView() throws Exception {
        PolicyRule rule = policies.active().rules().stream()
                .filter(other -> other.id().equals("PRC-04"))
                .findFirst()
                .orElseThrow();
        String typed = DrlWriter.write(rule).replace(rule.name(), "As typed");

        mvc.perform(look("sentence").param("text", typed))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Rule &quot;PRC-04&quot;, &quot;As typed&quot;")));
        String said = SentenceWriter.write(rule).replace(rule.name(), "As said");
        mvc.perform(look("form").param("sentences", said))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("value=\"As said\"")));
        mvc.perform(look("form").param("sentences", said.replace("If", "Whenever")))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(allOf(containsString("As said"), containsString("Line "))));

        assertThat(changes.get(change).revision()).isZero();
    }

    private MockHttpServletRequestBuilder look(String to) {
        return post(path() + "/rules/PRC-04/view").with(OFFICER).with(csrf()).param("to", to);
    }

    @Test
    void savesARuleThatWasSaidInSentences() throws Exception {
        PolicyRule rule = policies.active().rules().getFirst();

        mvc.perform(post(path() + "/rules/" + rule.id())
                        .with(OFFICER)
                        .with(csrf())
                        .param("revision", "0")
                        .param("view", "sentence")
                        .param("sentences", SentenceWriter.write(rule).replace(rule.name(), "Said otherwise")))
                .andExpect(redirectedUrl(path() + "/rules/" + rule.id() + "?view=sentence"));

        assertThat(changes.draft(change).rule(rule.id()))
                .hasValueSatisfying(draft -> assertThat(draft.name()).isEqualTo("Said otherwise"));
    }

    @Test
    void saysWhatIsDoubtfulWhileItIsTyped() throws Exception {
        mvc.perform(post(path() + "/rules/TST-01/check")
                        .with(OFFICER)
                        .with(csrf())
                        .param("text", """
                        rule "Nothing hits"
                            @id("TST-01") @source("Ethics") @group("lgal") @message("None.")
                        when
                            $v : Verdict() Facts( price.list > 5, price.list < 5 )
                        then
                            $v.review("TST-01");
                        end
                        """))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Never holds"),
                                containsString("Line 4, column 43"),
                                containsString("Nobody there"),
                                containsString("Did you mean legal?"))));
    }

    @Test
    void knowsAGroupForEveryRuleThatIsShipped() {
        assertThat(policies.active().rules())
                .extracting(rule -> rule.effect().reviewers())
                .filteredOn(Objects::nonNull)
                .extracting(Reviewers::group)
                .allMatch(group ->
                        group.equals(Reviewers.ANYONE) || groups.names().contains(group));
    }

    @Test
    void leadsFromTheListOfChangesToTheOverview() throws Exception {
        mvc.perform(get("/policies/changes").with(OFFICER)).andExpect(redirectedUrl("/policies"));
    }

    @Test
    void showsEveryRuleInTheEditor() throws Exception {
        for (PolicyRule rule : policies.active().rules()) {
            mvc.perform(get(path() + "/rules/" + rule.id()).with(OFFICER)).andExpect(status().isOk());
        }
        for (String view : List.of("sentence", "text")) {
            mvc.perform(get(path() + "/rules/PRC-04").queryParam("view", view).with(OFFICER))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("price.referenceShown")));
        }
    }

    @Test
    void savesAFormAsARule() throws Exception {
        mvc.perform(post(path() + "/rules/TST-01")
                        .with(OFFICER)
                        .with(csrf())
                        .param("revision", "0")
                        .param("name", "Nothing dear is offered")
                        .param("source", "Ethics")
                        .param("message", "It costs {price.offered}.")
                        .param("outcome", "BLOCK")
                        .param("unknown", "SKIP")
                        .param("rowKind", "TEST", "ANY", "TEST", "TEST")
                        .param("rowDepth", "0", "0", "1", "1")
                        .param("rowFact", "price.offered", "", "suggestion.kind", "suggestion.purpose")
                        .param("rowChoice", "MORE:FACT", "", "EQUAL:VALUE", "IN:VALUES")
                        .param("rowValue", "price.list", "", "PRICE_OFFER", "MARKETING\nSALES, ALL"))
                .andExpect(redirectedUrl(path() + "/rules/TST-01?view=form"));

        assertThat(changes.draft(change).rule("TST-01")).hasValueSatisfying(rule -> {
            assertThat(rule.fate()).isEqualTo(DraftRule.Fate.ADDED);
            assertThat(rule.text())
                    .contains(
                            "price.offered > price.list",
                            "suggestion.kind == \"PRICE_OFFER\" || suggestion.purpose in (\"MARKETING\", \"SALES, ALL\")");
        });
    }

    @Test
    void keepsWhatWasTypedWhereItIsNoRuleYet() throws Exception {
        mvc.perform(post(path() + "/rules/TST-01")
                        .with(OFFICER)
                        .with(csrf())
                        .param("revision", "0")
                        .param("name", "Half a rule")
                        .param("outcome", "BLOCK")
                        .param("unknown", "SKIP")
                        .param("rowKind", "TEST")
                        .param("rowDepth", "0")
                        .param("rowFact", "price.offered")
                        .param("rowChoice", "MORE:VALUE")
                        .param("rowValue", "twelve"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content()
                        .string(allOf(
                                containsString("Half a rule"),
                                containsString("twelve"),
                                containsString("is not a number such as 12 or 4.50"),
                                containsString("Name the source of the rule."))));

        assertThat(changes.get(change).revision()).isZero();
    }

    @Test
    void checksTextWhileItIsTypedAndSavesNothing() throws Exception {
        PolicyRule rule = policies.active().rules().stream()
                .filter(other -> other.id().equals("PRC-04"))
                .findFirst()
                .orElseThrow();
        String text = DrlWriter.write(rule).replace("price.showsReference", "price.showReference");

        mvc.perform(post(path() + "/rules/PRC-04/check")
                        .with(OFFICER)
                        .with(csrf())
                        .param("text", text))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Did you mean price.showsReference?"), not(containsString("<html")))));

        assertThat(changes.get(change).revision()).isZero();
    }

    @Test
    void addsAndRemovesLinesWithoutAScript() throws Exception {
        mvc.perform(post(path() + "/rules/TST-01/form")
                        .with(OFFICER)
                        .with(csrf())
                        .param("act", "any:-1")
                        .param("name", "Kept")
                        .param("rowKind", "TEST")
                        .param("rowDepth", "0")
                        .param("rowFact", "price.offered")
                        .param("rowChoice", "")
                        .param("rowValue", ""))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Kept"),
                                containsString("data-depth=\"1\""),
                                containsString("is less than the fact"))));
    }

    @Test
    void showsAChangeWithItsDifferencesAndWhatKeepsItBack() throws Exception {
        changes.edit(
                change,
                0,
                ANA,
                List.of(
                        Edit.withoutRule("PRC-01"),
                        Edit.rule("PRC-04", "rule nonsense"),
                        Edit.list("free-phrases", "gratis\ngratis")));

        mvc.perform(get(path()).with(OFFICER))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Removed"),
                                containsString("Has errors"),
                                containsString("names gratis twice"),
                                containsString("Rule PRC-04 cannot be read"))));
        mvc.perform(get(path() + "/merge").with(OFFICER)).andExpect(status().isOk());
        mvc.perform(get(path() + "/lists/free-phrases").with(OFFICER))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("gratis")));
    }

    @Test
    void comparesTwoVersions() throws Exception {
        long number = policies.activeNumber();

        mvc.perform(get("/policies/versions").with(OFFICER)).andExpect(status().isOk());
        mvc.perform(get("/policies/compare")
                        .queryParam("from", String.valueOf(number))
                        .queryParam("to", String.valueOf(number))
                        .with(OFFICER))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Both have the same rules")));
    }

    @Test
    void letsNobodyElseChangeAnything() throws Exception {
        mvc.perform(get(path()).with(AUDITOR)).andExpect(status().isOk());
        mvc.perform(post(path() + "/discard").with(AUDITOR).with(csrf())).andExpect(status().isForbidden());
        mvc.perform(get(path() + "/rules/PRC-04").with(AUDITOR)).andExpect(status().isForbidden());
        mvc.perform(get("/policies").with(user("reviewer1").roles("REVIEWER"))).andExpect(status().isForbidden());
    }
}
