package org.countersign.live;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import org.countersign.Chromium;

/** A real, headless Chromium as members of staff have it open, with cookies of their own. */
final class LiveBrowser implements AutoCloseable {

    private final Playwright playwright = Chromium.playwright();
    private final Browser browser = Chromium.launch(playwright);
    private final URI address;

    LiveBrowser(URI address) {
        this.address = address;
    }

    /** A page of a person who has just logged in. */
    Page loggedInAs(String person) {
        Page page = browser.newContext(new Browser.NewContextOptions()
                        .setBaseURL(address.toString())
                        .setViewportSize(1360, 900))
                .newPage();
        page.navigate("/login");
        page.fill("[name=username]", person);
        page.fill("[name=password]", "demo");
        page.click("button[type=submit]");
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
