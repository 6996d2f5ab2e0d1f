package org.countersign.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.delivery.ContentItems;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rings whoever has not heard of the feed's head yet. However much has happened, one ring says it; a ring that fails is
 * repeated, ever more slowly, for about three days.
 */
@Component
class Doorbell {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A ring that nobody came back from, because the application died, is taken up again after this. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** How long it is known what came of a ring. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final JdbcClient jdbc;
    private final ContentItems items;
    private final RingSignature signature;
    private final WebhookProperties properties;
    private final AuditEntries log;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Doorbell(
            JdbcClient jdbc,
            ContentItems items,
            RingSignature signature,
            WebhookProperties properties,
            AuditEntries log,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.signature = signature;
        this.properties = properties;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Due(UUID id, URI url, int failures) {}

    private record Answer(@Nullable Integer status, String outcome) {

        boolean isGood() {
            return status != null && status / 100 == 2;
        }
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void ringAll() {
        long head = items.head();
        // One that takes its time to answer holds up nobody else; what dies on the way is taken up after the lease.
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Due due : take(head)) {
                each.execute(() -> settle(due, head, ring(due, head)));
            }
        }
    }

    @Scheduled(cron = "0 20 4 * * *")
    void forgetOldAttempts() {
        jdbc.sql("delete from webhook_attempt where at < ?")
                .param(clock.instant().minus(MEMORY).atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<Due> take(long head) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update webhook set next_attempt_at = :lease where id in (
                  select id from webhook where ended_at is null and rung_for < :head and next_attempt_at <= :now
                    order by next_attempt_at limit 20 for update skip locked)
                  returning id, url, failures
                """)
                .param("lease", now.plus(LEASE).atOffset(ZoneOffset.UTC))
                .param("head", head)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        new Due(row.getObject(1, UUID.class), URI.create(row.getString(2)), row.getInt(3)))
                .list();
    }

    private Answer ring(Due due, long head) {
        // Looked at once more: a name may lead elsewhere than on the day it was registered.
        Optional<String> objection = properties.allowPrivate() ? Optional.empty() : PublicAddress.objection(due.url);
        if (objection.isPresent()) {
            return new Answer(null, "not rung: " + objection.get());
        }
        String id = "msg_" + UUID.randomUUID();
        long seconds = clock.instant().getEpochSecond();
        String body = Json.MAPPER.writeValueAsString(Map.of(
                "specversion",
                "1.0",
                "id",
                id,
                "source",
                properties.source(),
                "type",
                "org.countersign.feed.advanced",
                "time",
                clock.instant().toString(),
                "datacontenttype",
                "application/json",
                "data",
                Map.of("head", head)));
        HttpRequest request = HttpRequest.newBuilder(due.url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/cloudevents+json")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", signature.sign(due.id, id, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // A redirect is a failure: it could lead to where nobody may be rung.
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return new Answer(status, status / 100 == 2 ? "heard" : "refused");
        } catch (IOException e) {
            return new Answer(null, "no answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(null, "interrupted");
        }
    }

    private void settle(Due due, long head, Answer answer) {
        Instant now = clock.instant();
        boolean over = !answer.isGood() && due.failures >= PAUSES.size();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into webhook_attempt (webhook, at, head, status, outcome)
                      values (:webhook, :at, :head, :status, :outcome)
                    """)
                    .param("webhook", due.id)
                    .param("at", now.atOffset(ZoneOffset.UTC))
                    .param("head", head)
                    .param("status", answer.status)
                    .param("outcome", answer.outcome)
                    .update();
            if (answer.isGood()) {
                jdbc.sql("update webhook set rung_for = ?, failures = 0, next_attempt_at = ? where id = ?")
                        .params(head, now.atOffset(ZoneOffset.UTC), due.id)
                        .update();
            } else if (over) {
                log.append(NewEntry.of(
                        EntryType.WEBHOOK,
                        "webhook:" + due.id,
                        Actor.system("doorbell"),
                        Map.of("change", "GIVEN_UP")));
                jdbc.sql("update webhook set ended_at = ?, given_up = true, failures = failures + 1 where id = ?")
                        .params(now.atOffset(ZoneOffset.UTC), due.id)
                        .update();
            } else {
                Instant next = now.plus(PAUSES.get(due.failures));
                jdbc.sql("update webhook set failures = failures + 1, next_attempt_at = ? where id = ?")
                        .params(next.atOffset(ZoneOffset.UTC), due.id)
                        .update();
            }
        });
    }
}
