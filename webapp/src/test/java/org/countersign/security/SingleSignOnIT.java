package org.countersign.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.audit.Sequencer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With an OpenID Connect provider that is as real as the browser. */
@BrowserTest
class SingleSignOnIT {

    private static final IdentityProvider PROVIDER = IdentityProvider.start();

    @LocalServerPort
    private int port;

    @Autowired
    private Sequencer sequencer;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry properties) {
        String registration = "spring.security.oauth2.client.registration.company.";
        properties.add("spring.security.oauth2.client.provider.company.issuer-uri", PROVIDER::issuer);
        properties.add(registration + "client-id", () -> IdentityProvider.CLIENT);
        properties.add(registration + "client-secret", () -> IdentityProvider.SECRET);
        properties.add(registration + "client-name", () -> "Corner Market");
        properties.add(registration + "scope", () -> "openid,profile");
        properties.add("countersign.security.roles-claim", () -> "realm_access.roles");
    }

    @BeforeEach
    void tellTheProviderWhereWeAre() {
        PROVIDER.sendBackTo("http://127.0.0.1:" + port + "/login/oauth2/code/company");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Test
    void letsAPersonInWithTheRolesOfTheirClaim(Browsing ana) {
        Page page = ana.open("/suggestions?state=BLOCKED");
        logInAtTheProvider(page, "ana");

        assertThat(page).hasURL(Pattern.compile("/suggestions\\?state=BLOCKED"));
        assertThat(page.locator(".who")).containsText("ana");
        assertThat(page.locator(".nav")).containsText("Inbox");
        assertThat(page.locator(".nav")).containsText("Log");
        assertThat(page.locator(".nav")).not().containsText("Operations");
        sequencer.sequence();
        ana.open("/log");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Logged in"))
                        .first())
                .containsText("ana");
        assertThat(ana.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eve", "shop-ml"})
    void refusesWhomTheProviderKnowsButGivesNoRole(String name, Browsing stranger) {
        Page page = stranger.open("/inbox");
        logInAtTheProvider(page, name);

        assertThat(page).hasURL(Pattern.compile("/login\\?role"));
        assertThat(page.locator(".note")).containsText("You have no role here");
        stranger.open("/suggestions");
        assertThat(page).hasURL(Pattern.compile("/login$"));
    }

    @Test
    void asksNobodyForAPassword(Browsing ana) {
        Page page = ana.open("/login");

        assertThat(page.locator("main input")).hasCount(0);
        assertThat(page.locator("main")).not().containsText("demo");
    }

    @Test
    void endsTheSessionHereWhenAPersonLogsOut(Browsing ana) {
        Page page = ana.open("/inbox");
        logInAtTheProvider(page, "ana");
        assertThat(page.locator("h1")).containsText("Inbox");

        page.click("form[action='/logout'] button");

        assertThat(page.locator(".note")).containsText("You are logged out.");
        ana.open("/inbox");
        assertThat(page).hasURL(Pattern.compile("/login$"));
    }

    private static void logInAtTheProvider(Page page, String name) {
        page.click("text=Log in with Corner Market");
        page.fill("input[name=username]", name);
        page.fill("input[name=password]", IdentityProvider.PASSWORD);
        page.click("button[type=submit]");
    }
}
