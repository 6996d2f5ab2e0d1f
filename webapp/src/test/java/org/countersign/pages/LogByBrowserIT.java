package org.countersign.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.Publications;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class LogByBrowserIT {

    @Autowired
    private Reviews reviews;

    @Autowired
    private Desk desk;

    @Autowired
    private Publications publications;

    @Autowired
    private Sequencer sequencer;

    @Test
    void anAuditorFollowsASuggestionToTheProofThatItWasPublished(Browsing auditor) {
        SuggestionId published = published();
        Page page = auditor.logIn("auditor1");

        auditor.open("/log");
        page.fill("#about", published.toString());
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).containsText(new String[] {"Review opened", "Screened", "Received"});
        page.locator("tr", new Page.LocatorOptions().setHasText("Published"))
                .locator("a.row-link")
                .click();

        assertThat(page.locator(".note")).containsText("In the log");
        assertThat(page.locator("main")).containsText("contentHash");
        assertThat(page.locator("main")).containsText("policyVersion");

        auditor.open("/log/story?about=" + published);
        assertThat(page.locator("main")).containsText("Same verdict today: yes");
        assertThat(auditor.complaints()).isEmpty();
    }

    private SuggestionId published() {
        ReviewId review = desk.open(Desk.unmeasurable().without("/placement"));
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("reviewer1"), reviews.get(review).version(), Decision.APPROVE, null, null));
        SuggestionId id = reviews.get(review).suggestion();
        publications.publish(id);
        sequencer.sequence();
        return id;
    }
}
