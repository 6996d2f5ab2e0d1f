package org.countersign.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeKind;
import org.countersign.governance.ChangeState;
import org.countersign.governance.Edit;
import org.countersign.governance.NewChange;
import org.countersign.governance.PolicyChanges;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What an officer clicks beside the usual way of a rule: cases out of decisions, merges, broken glass, the shadow, the
 * behaviour of two versions, and reference lists. {@code -Dpictures=DIRECTORY} keeps pictures of the pages.
 */
@BrowserTest
class PolicyButtonsInBrowserIT {

    private static final Actor ONE = Actor.person("officer1");
    private static final Actor TWO = Actor.person("officer2");
    private static final String RULE = "PRC-04";

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicySource source;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    @AfterEach
    void startOver() {
        changes.open().forEach(change -> changes.discard(change.id(), ONE));
        policies.activate(PolicyVersion.of(source.rules()), Actor.system("policies"));
    }

    private ChangeId draft(String title, Actor author, String name) {
        ChangeId id = changes.open(new NewChange(ChangeKind.CHANGE, title, "", author));
        PolicyRule rule = policies.active().rules().stream()
                .filter(other -> other.id().equals(RULE))
                .findFirst()
                .orElseThrow();
        changes.edit(
                id, 0, author, List.of(Edit.rule(RULE, DrlWriter.write(rule).replace(rule.name(), name))));
        return id;
    }

    private static void picture(Page page, String name) {
        String directory = System.getProperty("pictures");
        if (directory == null) {
            return;
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1360, 420)) {
                page.setViewportSize(width, 900);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of(
                                directory,
                                name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png")));
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1360, 900);
    }

    @Test
    void makesACaseOfADecisionWithOneClick(Browsing first) {
        ChangeId id = draft("Another name", ONE, "Renamed");
        SuggestionId blocked = desk.receive(Proposals.offer().with("/content/price/referenceShown", "99.00"));
        screenings.screen(blocked);
        first.logIn("officer1");

        Page page = first.open("/suggestions/" + blocked);
        assertThat(page.locator("main")).containsText("What would pass");
        picture(page, "suggestion");
        page.getByText("Case for " + RULE).click();
        assertThat(page.locator(".toast")).containsText("Case saved");
        assertThat(page.locator("#cases")).containsText("All cases green");

        page.locator("#cases details.case")
                .filter(new Locator.FilterOptions().setHasText("Make a case of a real decision"))
                .locator("summary")
                .click();
        page.fill("#suggestion", "nonsense");
        page.getByText("Make a case", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("main")).containsText("That was not done");
        picture(page, "editor");
        assertThat(changes.draft(id).rule(RULE).orElseThrow().casesChanged()).isTrue();
        assertThat(first.complaints()).isEmpty();
    }

    @Test
    void takesWhatIsTypedFromTheFormToSentencesAndText(Browsing first) {
        ChangeId id = draft("Another name", ONE, "Renamed");
        first.logIn("officer1");

        Page page = first.open("/policies/changes/" + id + "/rules/" + RULE);
        page.fill("#name", "Typed and not saved");
        page.locator(".tabs button[value=sentence]").click();
        assertThat(page.locator("#sentences")).hasValue(Pattern.compile("Typed and not saved"));
        picture(page, "sentences");
        page.locator(".tabs button[value=text]").click();
        String text = page.inputValue("#text");
        assertThat(text).contains("Typed and not saved");
        page.fill("#text", text.replace("price.showsReference == true", "price.list > 5,\n        price.list < 5"));
        assertThat(page.locator("#check")).containsText("Never holds");
        picture(page, "remarks");
        page.locator("#rule-form")
                .getByText("Save", new Locator.GetByTextOptions().setExact(true))
                .click();
        page = first.open("/policies/changes/" + id);
        assertThat(page.locator("main")).containsText("never hits");
        assertThat(page.locator("form[action$='/submission'] button")).isDisabled();
        assertThat(changes.get(id).state()).isEqualTo(ChangeState.DRAFT);
        assertThat(first.complaints()).isEmpty();
    }

    @Test
    void breaksTheGlassMergesWhatIsOvertakenAndReviewsAfterwards(Browsing first, Browsing second) {
        ChangeId mine = draft("Mine", ONE, "My name of it");
        ChangeId theirs = draft("Theirs", TWO, "Their name of it");
        first.logIn("officer1");
        second.logIn("officer2");

        Page page = second.open("/policies/changes/" + theirs);
        assertThat(page.locator("main")).containsText("Others are changing the same");
        page.getByText("Give up, or break the glass").click();
        page.fill("#glass-reason", "Customers are being misled at this moment.");
        picture(page, "change");
        page.getByText("Bring into force now").click();
        assertThat(page.locator(".toast")).containsText("In force. A second officer must review it.");
        assertThat(changes.get(theirs).state()).isEqualTo(ChangeState.ACTIVE);

        page = first.open("/policies/changes/" + mine);
        page.locator("#change-merge a").click();
        picture(page, "merge");
        page.locator("input[name=theirs]").check();
        page.locator("main form button.primary").click();
        assertThat(page.locator(".toast")).containsText("Merged");
        assertThat(changes.draft(mine).rule(RULE).orElseThrow().name()).isEqualTo("Their name of it");

        page = first.open("/policies");
        assertThat(page.locator("main")).containsText("Glass was broken and waits for a second officer");
        page = first.open("/policies/changes/" + theirs);
        picture(page, "glass");
        page.getByText("Keep it").click();
        assertThat(page.locator(".toast")).containsText("Kept");
        assertThat(changes.withReviewDue()).isEmpty();

        long number = policies.activeNumber();
        page = first.open("/policies/compare?from=" + (number - 1) + "&to=" + number);
        page.getByText("Replay past decisions through both").click();
        assertThat(page.locator(".lead")).containsText("turn out differently");
        picture(page, "behaviour");
        assertThat(first.complaints()).isEmpty();
        assertThat(second.complaints()).isEmpty();
    }

    @Test
    void runsADraftInTheShadow(Browsing first) {
        ChangeId id = changes.open(new NewChange(ChangeKind.CHANGE, "Nothing without a discount", "", ONE));
        changes.edit(id, 0, ONE, List.of(Edit.rule("TST-01", """
                rule "Offers are watched"
                    @id("TST-01") @source("Ethics") @unknown("SKIP") @message("Watched.")
                when
                    $v : Verdict() Facts( suggestion.kind == "PRICE_OFFER" )
                then
                    $v.block("TST-01");
                end
                """)));
        first.logIn("officer1");

        Page page = first.open("/policies/changes/" + id);
        page.getByText("Run in the shadow").click();
        assertThat(page.locator(".toast")).containsText("It runs in the shadow");
        screenings.screen(desk.receive(Proposals.offer()));
        Awaitility.await()
                .until(() -> first.open("/policies/changes/" + id)
                        .locator("main")
                        .innerText()
                        .contains("1 decision judged"));
        picture(first.page(), "shadow");
        first.page()
                .getByText("Stop", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(first.page().locator(".toast")).containsText("The shadow is off");
        assertThat(first.complaints()).isEmpty();
    }

    @Test
    void changesAReferenceListByTwoOfficers(Browsing first, Browsing second) {
        first.logIn("officer1");
        second.logIn("officer2");

        Page page = first.open("/policies/lists");
        picture(page, "lists");
        page.getByText("external-destinations").click();
        page.fill("#text", page.inputValue("#text") + "\nA_NEW_PLACE");
        page.getByText("Show what would change").click();
        assertThat(page.locator("#preview")).containsText("A_NEW_PLACE");
        page.fill("#reason", "We advertise there now.");
        picture(page, "list-preview");
        page.getByText("Propose it").click();
        assertThat(page.locator(".toast")).containsText("Proposed");
        assertThat(page.locator("#proposal")).containsText("Another officer decides");

        page = second.open("/policies/lists/external-destinations");
        picture(page, "list-proposal");
        page.locator("#proposal button[value=true]").click();
        assertThat(page.locator(".toast")).containsText("Approved");
        assertThat(policies.active().lists().require("external-destinations")).contains("A_NEW_PLACE");
        picture(page, "list");
        assertThat(first.complaints()).isEmpty();
        assertThat(second.complaints()).isEmpty();
    }
}
