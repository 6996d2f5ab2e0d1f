package org.countersign.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.delivery.ContentItems;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The front door of doorbells: each client puts up and takes down its own, and sees what came of every ring. */
@Service
public class Webhooks {

    private static final int MOST = 10;
    private static final int LONGEST_URL = 2000;

    private final JdbcClient jdbc;
    private final AuditEntries log;
    private final ContentItems items;
    private final RingSignature signature;
    private final WebhookProperties properties;
    private final Clock clock;

    Webhooks(
            JdbcClient jdbc,
            AuditEntries log,
            ContentItems items,
            RingSignature signature,
            WebhookProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.items = items;
        this.signature = signature;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Puts up a doorbell that is rung whenever the feed moves on.
     *
     * @throws Refusal.Invalid if the address may not be rung, or the client has ten already
     */
    @Transactional
    public Webhook register(Actor client, String url) {
        requireAcceptable(url);
        if (of(client).stream().filter(each -> each.endedAt() == null).count() >= MOST) {
            throw invalid("A client has at most " + MOST + " webhooks; take one down first.");
        }
        UUID id = UUID.randomUUID();
        EntryId entry =
                log.append(NewEntry.of(EntryType.WEBHOOK, "webhook:" + id, client, Map.of("change", "REGISTERED")));
        jdbc.sql("""
                insert into webhook (id, client, url, entry, created_at, rung_for, next_attempt_at)
                  values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(id, client.name(), url, entry.value(), now(), items.head(), now())
                .update();
        return find(client, id);
    }

    /** The secret that the client checks rings with. */
    public String secretOf(Webhook webhook) {
        return signature.secretOf(webhook.id());
    }

    /** A client's doorbells, those taken down included, newest first. */
    public List<Webhook> of(Actor client) {
        return jdbc.sql("select * from webhook where client = ? order by created_at desc, id")
                .param(client.name())
                .query(Webhooks::read)
                .list();
    }

    /** @throws Refusal.NotFound if the client has no such doorbell */
    public Webhook find(Actor client, UUID id) {
        return jdbc.sql("select * from webhook where id = ? and client = ?")
                .params(id, client.name())
                .query(Webhooks::read)
                .optional()
                .orElseThrow(() -> new Refusal.NotFound("webhook", id.toString()));
    }

    /**
     * Takes a doorbell down.
     *
     * @throws Refusal.NotFound if the client has no such doorbell
     */
    @Transactional
    public void remove(Actor client, UUID id) {
        find(client, id);
        log.append(NewEntry.of(EntryType.WEBHOOK, "webhook:" + id, client, Map.of("change", "REMOVED")));
        jdbc.sql("update webhook set ended_at = ? where id = ? and ended_at is null")
                .params(now(), id)
                .update();
    }

    /**
     * The newest hundred rings.
     *
     * @throws Refusal.NotFound if the client has no such doorbell
     */
    public List<WebhookAttempt> attempts(Actor client, UUID id) {
        find(client, id);
        return jdbc.sql(
                        "select at, head, status, outcome from webhook_attempt where webhook = ? order by id desc limit 100")
                .param(id)
                .query((row, number) -> new WebhookAttempt(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getLong("head"),
                        row.getObject("status", Integer.class),
                        row.getString("outcome")))
                .list();
    }

    private void requireAcceptable(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw invalid("The address is no URL: " + e.getMessage());
        }
        if (url.length() > LONGEST_URL) {
            throw invalid("The address has more than " + LONGEST_URL + " characters.");
        }
        if (!properties.allowPrivate()) {
            PublicAddress.objection(address).ifPresent(objection -> {
                throw invalid("The address is not accepted: " + objection + ".");
            });
        }
    }

    private static Refusal.Invalid invalid(String detail) {
        return new Refusal.Invalid(detail, List.of(new FieldError("/url", detail)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Webhook read(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("url"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("rung_for"),
                row.getInt("failures"),
                ended == null ? null : ended.toInstant());
    }
}
