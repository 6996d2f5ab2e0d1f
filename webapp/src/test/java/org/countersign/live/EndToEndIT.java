package org.countersign.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.countersign.BrowserExtension;
import org.countersign.live.LogProof.Checkpoint;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole path in a real browser: a model proposes two offers that people must look at; a reviewer approves one and
 * rejects the other; a planner confirms the slot plan; a consumer polls, sees exactly the approved one, and checks
 * signature and inclusion proof without trusting the server.
 */
@ExtendWith(BrowserExtension.class)
class EndToEndIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void aConsumerSeesExactlyWhatAPersonApprovedAndCanProveIt() throws Exception {
        try (LiveApplication application = LiveApplication.start(directory.resolve("data"));
                LiveBrowser browser = new LiveBrowser(application.address())) {
            LiveApi producer = new LiveApi(application.address(), "demo-producer");
            LiveApi consumer = new LiveApi(application.address(), "demo-consumer");
            String good = propose(producer, "Arabica for the office, 1 kg");
            String bad = propose(producer, "Ninth coffee grinder");
            offerSlots(new LiveApi(application.address(), "demo-planner"));
            awaitState(producer, good, "IN_REVIEW");
            awaitState(producer, bad, "IN_REVIEW");

            Page reviewer = browser.loggedInAs("reviewer1");
            decide(reviewer, "Arabica for the office, 1 kg", "Approve", null);
            decide(reviewer, "Ninth coffee grinder", "Reject", "Nobody needs a ninth one.");
            awaitState(producer, good, "APPROVED");
            awaitState(producer, bad, "REJECTED");
            assertThat(consumer.feed()).isEmpty();

            confirmPlan(browser.loggedInAs("planner1"));
            awaitState(producer, good, "PUBLISHED");

            await("the feed has it").atMost(SOON).until(() -> !consumer.feed().isEmpty());
            List<JsonNode> feed = consumer.feed();
            assertThat(feed).hasSize(1);
            assertThat(feed.getFirst().at("/content/products/0/title").asString())
                    .isEqualTo("Arabica for the office, 1 kg");
            assertThat(ItemSignature.verifies(feed.getFirst(), consumer.get("/.well-known/jwks.json")))
                    .isTrue();
            assertIsInTheLog(consumer, feed.getFirst());
            // Health asks who proves bounds: the native library must be found in the packaged jar, too.
            assertThat(application.consoleText()).doesNotContain("planned without OR-Tools");
        }
    }

    /** An offer like the schema's own example, but without the audience's composition: fairness cannot be measured. */
    private static String propose(LiveApi producer, String title) {
        ObjectNode offer = (ObjectNode) producer.get("/api/v1/schemas/PRICE_OFFER")
                .get("examples")
                .get(0)
                .deepCopy();
        offer.put("externalId", title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
        ((ObjectNode) offer.get("audience")).putArray("composition");
        ((ObjectNode) offer.at("/content/products/0")).put("title", title);
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        offer.put("validFrom", today.toString());
        offer.put("validUntil", today.plus(Duration.ofDays(10)).toString());
        JsonNode receipt =
                producer.post("/api/v1/suggestions", offer).get("receipts").get(0);
        assertThat(receipt.get("status").asString()).isEqualTo("ACCEPTED");
        return receipt.get("id").asString();
    }

    private static void offerSlots(LiveApi planner) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(2));
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("slots")
                .addObject()
                .put("id", "mail-de")
                .put("channel", "EMAIL")
                .put("start", start.plus(Duration.ofHours(9)).toString())
                .put("end", start.plus(Duration.ofHours(11)).toString())
                .put("market", "DE")
                .put("capacity", 10);
        planner.put("/api/v1/slots", body);
    }

    private static void decide(Page page, String title, String decision, @Nullable String why) {
        page.navigate("/inbox");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title))
                .first()
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(title);
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(decision))
                .check();
        if (why != null) {
            page.selectOption("[name=code]", "NOT_USEFUL");
            page.fill("[name=reason]", why);
        }
        page.click("#decide");
        assertThat(page.locator(".toast")).isVisible();
    }

    private static void confirmPlan(Page page) {
        page.navigate("/plans");
        page.click("#plan-now button");
        await("the plan is proposed")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    page.navigate("/plans");
                    return page.locator("a.row-link").count() > 0;
                });
        page.locator("a.row-link").first().click();
        page.click("button[data-key=c]");
        assertThat(page.locator(".toast")).isVisible();
    }

    private static void assertIsInTheLog(LiveApi consumer, JsonNode item) throws Exception {
        JsonNode why = consumer.get("/api/v1/content/" + item.get("contentId").asString() + "/why");
        JsonNode proof = why.get("proof");
        byte[] leaf = Base64.getDecoder().decode(proof.get("leaf").asString());
        List<byte[]> hashes = new ArrayList<>();
        for (JsonNode hash : proof.get("hashes")) {
            hashes.add(Base64.getDecoder().decode(hash.asString()));
        }
        Checkpoint checkpoint = Checkpoint.parse(proof.get("checkpoint").asString());
        assertThat(proof.get("index").asLong()).isEqualTo(item.get("position").asLong());
        assertThat(LogProof.rootByInclusion(
                        proof.get("index").asLong(), checkpoint.size(), LogProof.leafHash(leaf), hashes))
                .isEqualTo(checkpoint.root());
        assertThat(Json.MAPPER.readTree(leaf).findValue("contentHash").asString())
                .as("the entry names the content that was served")
                .isEqualTo(item.get("contentHash").asString());
    }

    private static void awaitState(LiveApi producer, String id, String state) {
        await(id + " becomes " + state)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(producer.get("/api/v1/suggestions/" + id)
                                .get("state")
                                .asString())
                        .isEqualTo(state));
    }
}
