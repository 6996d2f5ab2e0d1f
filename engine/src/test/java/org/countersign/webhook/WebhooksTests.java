package org.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.Published;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@EngineTest
class WebhooksTests {

    private static final Actor SHOP = Actor.client("shop");
    private static final WebhookProperties LOCAL = new WebhookProperties("https://countersign.example", true);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private ContentItems items;

    @Autowired
    private RingSignature signature;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final List<Ring> rings = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private HttpServer shop;

    private record Ring(Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .getFirst();
        }
    }

    @BeforeEach
    void openShop() throws IOException {
        jdbc.sql("update webhook set ended_at = now() where ended_at is null").update();
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            rings.add(new Ring(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        shop.start();
    }

    @AfterEach
    void closeShop() {
        shop.stop(0);
    }

    @Test
    void ringsOnceForWhateverHappened() throws Exception {
        Webhook webhook = registered();
        publish();
        publish();

        bell(Duration.ZERO).ringAll();
        bell(Duration.ZERO).ringAll();

        assertThat(rings).hasSize(1);
        JsonNode event = Json.MAPPER.readTree(rings.getFirst().body());
        assertThat(event.path("specversion").stringValue()).isEqualTo("1.0");
        assertThat(event.path("type").stringValue()).isEqualTo("org.countersign.feed.advanced");
        assertThat(event.at("/data/head").longValue()).isEqualTo(items.head());
        assertThat(rings.getFirst().header("content-type")).isEqualTo("application/cloudevents+json");
        assertThat(rings.getFirst().header("webhook-signature"))
                .isEqualTo(expectedSignature(webhooks(LOCAL).secretOf(webhook), rings.getFirst()));
        assertThat(webhooks(LOCAL).attempts(webhook.id(), Long.MAX_VALUE, 100))
                .singleElement()
                .extracting(WebhookAttempt::outcome, WebhookAttempt::status)
                .containsExactly("heard", 204);
    }

    @Test
    void ringsAgainLaterAndLaterAndGivesUpAfterDays() {
        Webhook webhook = registered();
        publish();
        answer.set(500);

        bell(Duration.ZERO).ringAll();
        bell(Duration.ofSeconds(2)).ringAll();
        assertThat(rings).as("not before the pause is over").hasSize(1);
        for (int day = 1; day < 14; day++) {
            bell(Duration.ofDays(day)).ringAll();
        }

        assertThat(rings).hasSize(12);
        assertThat(webhooks(LOCAL).get(webhook.id()).endedAt()).isNotNull();
        assertThat(log.about("webhook:" + webhook.id()))
                .extracting(entry -> entry.document().at("/facts/change").stringValue())
                .containsExactly("REGISTERED", "GIVEN_UP");
    }

    @Test
    void ringsAtOnceForWhoeverAsksForIt() {
        Webhook webhook = registered();

        webhooks(LOCAL).ringNow(SHOP, webhook.id());
        bell(Duration.ZERO).ringAll();
        bell(Duration.ZERO).ringAll();

        assertThat(rings).hasSize(1);
        assertThat(webhooks(LOCAL).get(webhook.id()).state()).isEqualTo(Webhook.State.RINGING);
    }

    @Test
    void goesOnWithOneThatWasGivenUp() {
        Webhook webhook = registered();
        publish();
        answer.set(500);
        for (int day = 0; day < 14; day++) {
            bell(Duration.ofDays(day)).ringAll();
        }
        assertThat(webhooks(LOCAL).get(webhook.id()).state()).isEqualTo(Webhook.State.GIVEN_UP);

        answer.set(204);
        webhooks(LOCAL).ringNow(Actor.person("admin1"), webhook.id());
        bell(Duration.ofDays(20)).ringAll();

        assertThat(webhooks(LOCAL).get(webhook.id()).state()).isEqualTo(Webhook.State.RINGING);
        assertThat(webhooks(LOCAL).attempts(webhook.id(), Long.MAX_VALUE, 1))
                .singleElement()
                .extracting(WebhookAttempt::outcome)
                .isEqualTo("heard");
        assertThat(log.about("webhook:" + webhook.id()))
                .extracting(entry -> entry.document().at("/facts/change").stringValue())
                .containsExactly("REGISTERED", "GIVEN_UP", "RESUMED");
    }

    @Test
    void knowsForThirtyDaysWhatCameOfARing() {
        Webhook webhook = registered();
        publish();
        bell(Duration.ZERO).ringAll();

        bell(Duration.ofDays(29)).forgetOldAttempts();
        assertThat(webhooks(LOCAL).attempts(webhook.id(), Long.MAX_VALUE, 100)).hasSize(1);

        bell(Duration.ofDays(31)).forgetOldAttempts();
        assertThat(webhooks(LOCAL).attempts(webhook.id(), Long.MAX_VALUE, 100)).isEmpty();
    }

    @Test
    void followsNoRedirect() {
        Webhook webhook = registered();
        publish();
        answer.set(302);

        bell(Duration.ZERO).ringAll();

        assertThat(webhooks(LOCAL).attempts(webhook.id(), Long.MAX_VALUE, 100))
                .singleElement()
                .extracting(WebhookAttempt::outcome)
                .isEqualTo("refused");
    }

    @Test
    void ringsNobodyWhoTookTheBellDown() {
        Webhook webhook = registered();
        webhooks(LOCAL).remove(SHOP, webhook.id());
        publish();

        bell(Duration.ZERO).ringAll();

        assertThat(rings).isEmpty();
        assertThatThrownBy(() -> webhooks(LOCAL).find("other", webhook.id())).isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> webhooks(LOCAL).ringNow(SHOP, webhook.id())).isInstanceOf(Refusal.Conflict.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://10.1.2.3/x",
                "https://192.168.1.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/x",
                "https://[fd00::1]/x",
                "https://[::ffff:10.0.0.1]/x",
                "https://2130706433/x",
                "http://93.184.215.14/x",
                "https://user@93.184.215.14/x",
                "ftp://93.184.215.14/x",
                "not a url",
                "https://no-such-host.invalid/x"
            })
    void ringsNoPrivateAddress(String url) {
        WebhookProperties strict = new WebhookProperties("x", false);

        assertThatThrownBy(() -> webhooks(strict).register(SHOP, "shop", url)).isInstanceOf(Refusal.Invalid.class);
    }

    /** A name may lead somewhere else by the time of the ring. */
    @Test
    void looksAtTheAddressAgainBeforeItRings() {
        Webhook webhook = registered();
        publish();

        new Doorbell(jdbc, items, signature, new WebhookProperties("x", false), log, transaction, Clock.systemUTC())
                .ringAll();

        assertThat(rings).isEmpty();
        assertThat(webhooks(LOCAL).attempts(webhook.id(), Long.MAX_VALUE, 100))
                .singleElement()
                .extracting(WebhookAttempt::outcome)
                .asString()
                .startsWith("not rung");
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true", "100.63.255.255, true", "100.64.0.0, false", "100.127.255.255, false", "100.128.0.0, true",
        "172.15.255.255, true", "172.16.0.1, false", "172.31.255.255, false", "172.32.0.0, true", "0.1.2.3, false",
        "240.0.0.1, false", "224.0.0.1, false", "198.18.0.1, false", "2606:4700::1111, true", "2002:a00:1::, false",
        "64:ff9b::a00:1, false", "2001:db8::1, false"
    })
    void knowsPublicAddresses(String address, boolean expected) throws Exception {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isEqualTo(expected);
    }

    private Webhook registered() {
        sequencer.sequence();
        String url = URI.create("http://127.0.0.1:" + shop.getAddress().getPort() + "/bell")
                .toString();
        return webhooks(LOCAL).register(SHOP, "shop", url);
    }

    private Webhooks webhooks(WebhookProperties properties) {
        return new TransactionalWebhooks(properties);
    }

    /** Outside the container nobody opens transactions. */
    private final class TransactionalWebhooks extends Webhooks {

        TransactionalWebhooks(WebhookProperties properties) {
            super(jdbc, log, items, signature, properties, Clock.systemUTC());
        }

        @Override
        public Webhook register(Actor by, String client, String url) {
            return Objects.requireNonNull(transaction.execute(status -> super.register(by, client, url)));
        }

        @Override
        public void remove(Actor by, UUID id) {
            transaction.executeWithoutResult(status -> super.remove(by, id));
        }

        @Override
        public void ringNow(Actor by, UUID id) {
            transaction.executeWithoutResult(status -> super.ringNow(by, id));
        }
    }

    private Doorbell bell(Duration later) {
        return new Doorbell(jdbc, items, signature, LOCAL, log, transaction, Clock.offset(Clock.systemUTC(), later));
    }

    private void publish() {
        Published.with(context).publish();
        sequencer.sequence();
    }

    /** As Standard Webhooks say, written once more. */
    private static String expectedSignature(String secret, Ring ring) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String message = ring.header("webhook-id") + "." + ring.header("webhook-timestamp") + "." + ring.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    }
}
