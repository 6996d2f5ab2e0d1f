package org.countersign.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.oversight.SecondLooks;
import org.countersign.review.Decision;
import org.countersign.shared.Actor;
import org.countersign.testing.Desk;
import org.countersign.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shop in which people approve far less for 65+, as an officer, a lead and a reviewer see it. */
@BrowserTest
class FairnessInBrowserIT {

    private static final List<String> STAGES = List.of("MODEL", "POLICY", "HUMAN", "ALLOCATION", "PUBLICATION");

    @Autowired
    private JdbcClient sql;

    @Autowired
    private SecondLooks looks;

    @Autowired
    private Desk desk;

    @Autowired
    private Clock clock;

    @Value("${spring.datasource.url}")
    private String url;

    @BeforeEach
    void happened() {
        // Figures are over all there is, and the application is shared with other tests.
        List.of(
                        "stage_case",
                        "stage_count",
                        "reviewer_day",
                        "reviewer_group",
                        "alarm",
                        "autonomy_case",
                        "autonomy_canary",
                        "autonomy_restart",
                        "licence",
                        "second_look_participant",
                        "second_look",
                        "look",
                        "gold_task")
                .forEach(table -> TestDatabase.rewrite(url, "delete from " + table));
        String[] groups = {"19-24", "25-34", "35-44", "65+", "tiny"};
        double[] sizes = {4_000, 9_000, 6_000, 3_000, 7};
        double[] rates = {0.42, 0.92, 0.74, 0.83, 0.97};
        for (int group = 0; group < groups.length; group++) {
            double people = sizes[group];
            for (int stage = 0; stage < STAGES.size(); stage++) {
                boolean unfair =
                        groups[group].equals("65+") && STAGES.get(stage).equals("HUMAN");
                double passed = Math.floor(people * rates[stage] * (unfair ? 0.55 : 1) * (1 + 0.01 * group));
                count(groups[group], STAGES.get(stage), people, Math.min(people, passed));
                people = Math.min(people, passed);
            }
        }
        decided("reviewer1", 240, 170, 9);
        decided("reviewer2", 310, 215, 12);
        decided("reviewer3", 150, 142, 70);
        decided("officer1", 6, 6, 0);
        group("reviewer2", "18+", 200, 170);
        group("reviewer2", "65+", 110, 45);
        group("reviewer1", "18+", 150, 105);
        group("reviewer1", "65+", 90, 65);
        sql.sql("""
                        insert into alarm (id, model_name, model_version, stage, attribute, grp, better, sign, favoured, eligible,
                                           others_favoured, others_eligible, strength, raised_at, entry)
                        values (:id, 'elasticity', '3.2.0', 'HUMAN', 'age', '65+', '25-34', 'EVIDENCE', 510, 1180, 2600, 3478, 42,
                                now() - interval '3 hours', :id)
                        """).param("id", UUID.randomUUID()).update();
    }

    @Test
    void anOfficerSeesWhereTheGapArisesAndDecidesOnTheAlarm(Browsing officer) {
        Page page = officer.logIn("officer1");

        officer.open("/fairness");
        assertThat(page.locator(".note").first()).containsText("A gap arises here: People.");
        assertThat(page.locator("table.chain tbody tr").nth(3)).containsText("65+");
        assertThat(page.locator("main")).not().containsText("7/7");
        page.locator("main a", new Page.LocatorOptions().setHasText("1 open alarm"))
                .click();
        page.check("input[value=KEPT]");
        page.fill("textarea", "The campaign is for pupils; see the brief.");
        page.click("main form button[type=submit]");

        assertThat(page.locator("main")).containsText("No open alarm");
        assertThat(page.locator("main")).containsText("The campaign is for pupils");
        assertThat(officer.complaints()).isEmpty();
    }

    @Test
    void aLeadSeesWhoStandsOutAndAReviewerTakesALook(Browsing lead, Browsing reviewer) {
        looks.setGold(Actor.person("lead1"), desk.screen(Desk.unmeasurable()), Decision.REJECT, "Not proven.");

        Page people = lead.logIn("lead1");
        lead.open("/people");
        assertThat(people.locator("main")).containsText("The odds of approving for 65+");
        assertThat(people.locator("main")).containsText("reviewer3");
        Page own = reviewer.logIn("reviewer1");
        reviewer.open("/people");
        assertThat(own.locator("main")).containsText("reviewer1");
        assertThat(own.locator("main")).not().containsText("reviewer3");
        reviewer.open("/looks");
        own.check("input[value=REJECT]");
        own.click("main form button[type=submit]");
        assertThat(own.locator("main")).containsText("This is what the model says");
        own.click("main form button[type=submit]");
        assertThat(own.locator("main")).containsText("Nothing to look at");

        assertThat(lead.complaints()).isEmpty();
        assertThat(reviewer.complaints()).isEmpty();
    }

    @Test
    void anOfficerAndALeadSignForWhatWasEarned(Browsing officer, Browsing lead) {
        earned();
        Page first = officer.logIn("officer1");
        officer.open("/autonomy");
        assertThat(first.locator("main")).containsText("The next step is earned: Half of what the risk table draws.");
        first.click("main form button.primary");
        assertThat(first.locator("main")).containsText("Signed by officer1");

        Page second = lead.logIn("lead1");
        lead.open("/autonomy");
        second.click("main form button.primary");
        assertThat(second.locator("main")).containsText("signed by officer1 and lead1");
        assertThat(second.locator("main")).containsText("72 more in a row must be approved unchanged");

        assertThat(officer.complaints()).isEmpty();
        assertThat(lead.complaints()).isEmpty();
    }

    /** No page of these scrolls sideways on a telephone. {@code -Dpictures=DIR} keeps what they look like. */
    @ParameterizedTest
    @CsvSource({
        "officer1, /fairness",
        "officer1, /fairness/alarms",
        "officer1, /autonomy",
        "lead1, /people",
        "reviewer1, /people",
        "reviewer2, /looks"
    })
    void fitsATelephoneInBothThemes(String person, String path, Browsing browsing) {
        earned();
        // Whoever set a task is not given it, so reviewer1 finds none of these in another test.
        looks.setGold(Actor.person("reviewer1"), desk.screen(Desk.unmeasurable()), Decision.REJECT, "Not proven.");
        Page page = browsing.logIn(person);
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            for (int width : System.getProperty("pictures") == null ? new int[] {420} : new int[] {420, 1360}) {
                page.setViewportSize(width, 900);
                browsing.open(path);
                assertThat(page.locator("h1")).isVisible();
                assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                        .as("width of %s", path)
                        .isLessThanOrEqualTo(width);
                keep(page, person + path.replace('/', '-') + "-" + theme + "-" + width);
            }
        }
        assertThat(browsing.complaints()).isEmpty();
    }

    private static void keep(Page page, String name) {
        String directory = System.getProperty("pictures");
        if (directory != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(directory, name + ".png")));
        }
    }

    /** Enough for the first step, of a model version that no alarm is about. */
    private void earned() {
        sql.sql("""
                        insert into autonomy_case (suggestion, model_name, model_version, kind, markets, drawn_at, unchanged, settled_at)
                        select gen_random_uuid(), 'ranker', '1.0', 'PRICE_OFFER', array['DE'], now(), true, now()
                          from generate_series(1, 41)
                        """).update();
        sql.sql("""
                        insert into autonomy_canary (suggestion, kind, markets, at)
                        select gen_random_uuid(), 'PRICE_OFFER', array['DE'], now() from generate_series(1, 5)
                        """).update();
    }

    private void count(String group, String stage, double eligible, double favoured) {
        sql.sql("""
                        insert into stage_count values (:day, 'elasticity', '3.2.0', 'PRICE_OFFER', 'spring', 'age', :group, :stage,
                          :n, :n, :f, :n, :f, :f, :full, :paid)
                        """)
                .param("day", today())
                .param("stage", stage)
                .param("group", group)
                .param("n", eligible)
                .param("f", favoured)
                .param("full", eligible * 10)
                .param("paid", eligible * 10 - favoured)
                .update();
    }

    private void decided(String person, int decisions, int approvals, int hasty) {
        sql.sql("insert into reviewer_day values (:day, :person, 'PRICE_OFFER', 'POLICY', 6, :n, :f, :n, :hasty)")
                .param("day", today())
                .param("person", person)
                .param("n", decisions)
                .param("f", approvals)
                .param("hasty", hasty)
                .update();
    }

    private void group(String person, String group, int decisions, int approvals) {
        sql.sql(
                        "insert into reviewer_group values (:day, :person, 'PRICE_OFFER', 'POLICY', 6, 'ageBand', :group, :n, :f)")
                .param("day", today())
                .param("person", person)
                .param("group", group)
                .param("n", decisions)
                .param("f", approvals)
                .update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
