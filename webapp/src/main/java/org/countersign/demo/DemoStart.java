package org.countersign.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Waits until every part is up, tells whoever started the demo where to look, and lets the producer begin. */
@Component
@Profile("demo")
class DemoStart {

    private static final Logger LOG = LoggerFactory.getLogger(DemoStart.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final DemoProperties properties;
    private final HealthEndpoint health;
    private final ReferenceProducer producer;
    private final AtomicBoolean stopping = new AtomicBoolean();

    DemoStart(DemoProperties properties, HealthEndpoint health, ReferenceProducer producer) {
        this.properties = properties;
        this.health = health;
        this.producer = producer;
    }

    @EventListener
    void whenStarted(ApplicationReadyEvent event) {
        if (properties.start()
                && event.getApplicationContext() instanceof ServletWebServerApplicationContext context
                && context.getWebServer() != null) {
            int port = context.getWebServer().getPort();
            Thread.ofVirtual().name("demo").start(() -> run(port));
        }
    }

    @EventListener(ContextClosedEvent.class)
    void whenStopping() {
        if (properties.start() && !stopping.getAndSet(true)) {
            LOG.info("Stopping Countersign; it goes on from here when it is started on the same data again.");
        }
    }

    private void run(int port) {
        try {
            awaitHealth();
            if (stopping.get()) {
                return;
            }
            LOG.info("{}", ReadyMessage.of("http://127.0.0.1:" + port));
            producer.produce("http://127.0.0.1:" + port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!stopping.get()) {
                LOG.error("The demo's producer gave up: {}", e.getMessage(), e);
            }
        }
    }

    private void awaitHealth() throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (!health.health().getStatus().equals(Status.UP) && !stopping.get()) {
            if (waited.toMillis() % BETWEEN_REPORTS.toMillis() == 0) {
                LOG.info("Waiting for {} ...", String.join(", ", notUp()));
            }
            Thread.sleep(BETWEEN_LOOKS);
            waited = waited.plus(BETWEEN_LOOKS);
        }
    }

    private List<String> notUp() {
        List<String> names = new ArrayList<>();
        if (health.health() instanceof CompositeHealthDescriptor all && all.getComponents() != null) {
            all.getComponents().forEach((name, part) -> {
                if (!isUp(part)) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private static boolean isUp(HealthDescriptor part) {
        return part.getStatus().equals(Status.UP);
    }
}
