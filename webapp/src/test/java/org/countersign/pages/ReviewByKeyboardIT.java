package org.countersign.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.regex.Pattern;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewOutcome;
import org.countersign.review.Reviews;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class ReviewByKeyboardIT {

    @Autowired
    private Reviews reviews;

    @Autowired
    private Desk desk;

    @Test
    void decidesTwoItemsWithoutTouchingTheMouse(Browsing ana) {
        ReviewId first = desk.open(Desk.unmeasurable().with("/content/message/subject", "To be approved"));
        ReviewId second = desk.open(Desk.unmeasurable().with("/content/message/subject", "To be rejected"));
        Page page = ana.logIn("reviewer1");
        assertThat(page).hasURL(Pattern.compile("/inbox$"));

        do {
            page.keyboard().press("j");
        } while (!page.locator(":focus").innerText().contains("To be approved"));
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("To be approved");
        // Keys do something once the page's scripts have run, which is before this event.
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        page.keyboard().press("a");
        page.keyboard().press("Enter");
        assertThat(page.locator(".toast")).containsText("Approved: “To be approved”");

        ana.open("/inbox/" + second);
        page.keyboard().press("r");
        page.keyboard().type("Tone");
        page.keyboard().press("Tab");
        page.keyboard().type("It shouts.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".toast")).containsText("Rejected: “To be rejected”");

        assertThat(reviews.get(first).outcome()).isEqualTo(ReviewOutcome.APPROVED);
        assertThat(reviews.get(second).outcome()).isEqualTo(ReviewOutcome.REJECTED);
        assertThat(reviews.get(second).words()).singleElement().satisfies(word -> {
            assertThat(word.person()).isEqualTo("reviewer1");
            assertThat(word.reason()).isEqualTo("It shouts.");
        });
        assertThat(ana.complaints()).isEmpty();
    }

    @Test
    void theSlowerOfTwoPeopleIsToldAndLosesNothing(Browsing ana, Browsing ben) {
        ReviewId review = desk.open(Desk.unmeasurable().with("/content/message/subject", "Wanted by two"));
        Page anas = ana.logIn("reviewer1");
        Page bens = ben.logIn("reviewer2");
        ana.open("/inbox/" + review);
        ben.open("/inbox/" + review);
        assertThat(bens.locator("#presence")).containsText("Being read by reviewer1 as well");

        bens.keyboard().press("a");
        bens.fill("#reason", "I read every word.");
        anas.keyboard().press("a");
        anas.keyboard().press("Enter");
        assertThat(anas.locator(".toast")).containsText("Approved");
        bens.locator("#reason").press("Control+Enter");

        assertThat(bens.locator(".note")).containsText("Someone was faster");
        assertThat(bens.locator(".note")).containsText("reviewer1 approved it");
        assertThat(bens.locator("#kept")).hasValue("I read every word.");
        assertThat(reviews.get(review).words()).hasSize(1);
    }

    @Test
    void showsForeignTextAsTextAndRunsNothingOfIt(Browsing ana) {
        ReviewId review = desk.open(Desk.unmeasurable()
                .with("/content/message/subject", "<img src=x onerror=\"document.title='taken'\">")
                .with("/content/message/body", "<a href=\"javascript:document.title='taken'\">here</a>"));
        ana.logIn("reviewer1");

        Page page = ana.open("/inbox/" + review);

        assertThat(page.locator(".preview-subject")).hasText("<img src=x onerror=\"document.title='taken'\">");
        assertThat(page.locator("main img, .preview-stage a")).hasCount(0);
        assertThat(page.title()).doesNotStartWith("taken");
        assertThat(ana.complaints()).isEmpty();
    }

    @Test
    void theThemeStaysAndNoPageBreaksTheContentSecurityPolicy(Browsing ana) {
        ReviewId review = desk.open(Desk.unfair());
        Page page = ana.logIn("officer1");
        page.click("[data-theme-toggle]");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");

        for (String path : new String[] {
            "/inbox",
            "/inbox/" + review,
            "/suggestions",
            "/suggestions/" + reviews.get(review).suggestion(),
            "/design"
        }) {
            ana.open(path);
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(page.locator("h1").first()).isVisible();
        }
        assertThat(ana.complaints()).isEmpty();
    }
}
