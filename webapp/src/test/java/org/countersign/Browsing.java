package org.countersign;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** One person at one browser window. Remembers what the browser complained about. */
public final class Browsing implements AutoCloseable {

    private final BrowserContext context;
    private final String base;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Browsing(BrowserContext context, String base) {
        this.context = context;
        this.base = base;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type()) || "warning".equals(message.type())) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    /** Logs in as one of the people of the demo and returns the page they start on. */
    public Page logIn(String person) {
        open("/login");
        page.fill("#username", person);
        page.fill("#password", "demo");
        page.click("button[type=submit]");
        return page;
    }

    /** Goes to a path of the application. */
    public Page open(String path) {
        page.navigate(base + path);
        return page;
    }

    public Page page() {
        return page;
    }

    /** What the browser wrote to its console: errors of scripts, and whatever broke the content security policy. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }
}
