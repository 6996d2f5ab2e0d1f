package org.countersign.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.governance.ChangeApprovals;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeState;
import org.countersign.governance.PolicyChanges;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Policies;
import org.countersign.policy.Route;
import org.countersign.screening.Screenings;
import org.countersign.screening.Verdict;
import org.countersign.testing.Desk;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole way of a rule through the browser; the test takes the steps that the process engine takes otherwise. */
@BrowserTest
class PolicyInBrowserIT {

    private static final String RULE = "PRC-90";

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private ChangeApprovals approvals;

    @Autowired
    private Policies policies;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    /** A third off. */
    private Verdict offered() {
        return screenings.screen(desk.receive(Proposals.offer()
                .with("/content/price/list", "9.00")
                .with("/content/price/offered", "6.00")
                .without("/placement")));
    }

    private static List<String> blockedBy(Verdict verdict) {
        return verdict.hits().stream()
                .map(Evaluation.Hit::rule)
                .filter(RULE::equals)
                .toList();
    }

    @Test
    void officerTakesARuleFromTheFormIntoForceAndBack(Browsing first, Browsing second) {
        long before = policies.activeNumber();
        assertThat(blockedBy(offered())).isEmpty();

        second.logIn("officer2");
        Page page = first.logIn("officer1");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Policies"))
                .click();
        page.fill("#empty-title", "Cap discounts");
        page.locator("#new-form button[type=submit]").click();
        page.fill("#rule-new", RULE);
        page.getByText("Write it").click();
        writeRule(page);

        addCase(page, "a third off", "BLOCK", "33");
        assertThat(page.locator("#cases")).containsText("Not as expected");
        assertThat(page.locator("#cases")).containsText("It was to say BLOCK and says nothing");
        page.fill("#value-0", "25");
        save(page);
        assertThat(page.locator("#check")).containsText("All cases green");
        addCase(page, "a tenth off", "NOTHING", "10");
        assertThat(page.locator("#cases")).containsText("a tenth off");

        page.locator("#main .crumbs a[data-key='u']").click();
        page.getByText("See what would change").click();
        assertThat(page.locator(".lead")).containsText("turn out differently");
        assertThat(page.locator("main")).containsText(RULE);

        ChangeId change = changes.open().getFirst().id();
        page = first.open("/policies/changes/" + change);
        page.getByText("Submit for approval").click();
        assertThat(page.locator(".toast")).containsText("Submitted");
        approve(second, change);

        assertThat(policies.activeNumber()).isGreaterThan(before);
        Verdict bitten = offered();
        assertThat(bitten.route()).isEqualTo(Route.BLOCK);
        assertThat(blockedBy(bitten)).containsExactly(RULE);

        page = first.open("/policies/versions");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName("Roll back to this " + before)
                                .setExact(true))
                .click();
        page.getByText("Submit for approval").click();
        assertThat(page.locator(".toast")).containsText("Submitted");
        approve(second, changes.open().getFirst().id());

        assertThat(blockedBy(offered())).isEmpty();
        assertThat(first.complaints()).isEmpty();
        assertThat(second.complaints()).isEmpty();
    }

    /** From the form alone; the limit is wrong at first. */
    private static void writeRule(Page page) {
        page.fill("#name", "Nobody gets more than a quarter off");
        page.fill("#source", "Ethics");
        page.selectOption("#fact-0", "price.discountPercent");
        page.locator(".condition[data-fact='price.discountPercent']").waitFor();
        page.selectOption("#choice-0", "MORE:VALUE");
        page.locator(".condition[data-choice='MORE:VALUE']").waitFor();
        page.fill("#value-0", "40");
        page.selectOption("#outcome", "BLOCK");
        page.selectOption("#unknown", "SKIP");
        page.fill("#message", "{price.discountPercent} percent is too much.");
        assertThat(page.locator("#check")).containsText("price.discountPercent is more than 40");
        save(page);
        assertThat(page.locator(".toast")).containsText("Saved");
    }

    private static void save(Page page) {
        page.locator("#rule-form")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Save").setExact(true))
                .click();
    }

    private static void addCase(Page page, String name, String expected, String discount) {
        Locator added =
                page.locator("#cases details.case").filter(new Locator.FilterOptions().setHasText("Add a case"));
        if (added.getAttribute("open") == null) {
            added.locator("summary").click();
        }
        added.locator("[name=caseName]").fill(name);
        added.locator("[name=expect]").selectOption(expected);
        added.locator("[name=given]").selectOption("PRICE_OFFER");
        added.locator("[name='fact.price.discountPercent']").fill(discount);
        added.getByText("Save the case").click();
        assertThat(page.locator(".toast")).containsText("Case saved");
    }

    private void approve(Browsing second, ChangeId change) {
        int revision = changes.get(change).revision();
        assertThat(approvals.check(change, revision)).isTrue();
        approvals.report(change, revision);
        approvals.awaitApproval(change, revision, 7);

        Page page = second.open("/policies/changes/" + change);
        page.fill("#comment", "Read the report.");
        page.locator("form[action$='/approval'] button.primary").click();
        assertThat(page.locator(".toast")).containsText("Approved");

        assertThat(changes.get(change).state()).isEqualTo(ChangeState.APPROVED);
        assertThat(approvals.activate(change, revision)).isTrue();
    }
}
