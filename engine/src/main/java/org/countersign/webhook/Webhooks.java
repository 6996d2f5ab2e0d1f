package org.countersign.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The front door of doorbells: clients put up and take down their own, operators everybody's, and
 * both see what came of every ring. */
@Service
public class Webhooks {

    private static final int MOST = 10;
    private static final int LONGEST_URL = 2000;
    private static final int MOST_LISTED = 200;

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
     * @param by the client itself, or an operator
     * @throws Refusal.Invalid if the address may not be rung, or the client has ten already
     */
    @Transactional
    public Webhook register(Actor by, String client, String url) {
        requireAcceptable(url);
        if (of(client).stream().filter(each -> each.endedAt() == null).count() >= MOST) {
            throw invalid("/url", "A client has at most " + MOST + " webhooks; take one down first.");
        }
        UUID id = Ids.next();
        EntryId entry = log.append(NewEntry.of(EntryType.WEBHOOK, subject(id), by, Map.of("change", "REGISTERED")));
        jdbc.sql("""
                insert into webhook (id, client, url, entry, created_at, rung_for, next_attempt_at)
                  values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(id, client, url, entry.value(), now(), items.head(), now())
                .update();
        return get(id);
    }

    /** The secret that the client checks rings with. */
    public String secretOf(Webhook webhook) {
        return signature.secretOf(webhook.id());
    }

    /** A client's doorbells, those taken down included, newest first. */
    public List<Webhook> of(String client) {
        return jdbc.sql("select * from webhook where client = ? order by created_at desc, id limit " + MOST_LISTED)
                .param(client)
                .query(Webhooks::read)
                .list();
    }

    /** Everybody's doorbells, for operators: those that are rung first, then those that ended, newest first. */
    public List<Webhook> all() {
        return jdbc.sql("select * from webhook order by ended_at desc nulls first, created_at desc, id limit "
                        + MOST_LISTED)
                .query(Webhooks::read)
                .list();
    }

    /** @throws Refusal.NotFound if there is no such doorbell */
    public Webhook get(UUID id) {
        return jdbc.sql("select * from webhook where id = ?")
                .param(id)
                .query(Webhooks::read)
                .optional()
                .orElseThrow(() -> new Refusal.NotFound("webhook", id.toString()));
    }

    /** @throws Refusal.NotFound if the client has no such doorbell */
    public Webhook find(String client, UUID id) {
        Webhook webhook = get(id);
        if (!webhook.client().equals(client)) {
            throw new Refusal.NotFound("webhook", id.toString());
        }
        return webhook;
    }

    /**
     * Takes a doorbell down.
     *
     * @throws Refusal.NotFound if there is no such doorbell
     */
    @Transactional
    public void remove(Actor by, UUID id) {
        get(id);
        log.append(NewEntry.of(EntryType.WEBHOOK, subject(id), by, Map.of("change", "REMOVED")));
        jdbc.sql("update webhook set ended_at = coalesce(ended_at, ?), given_up = false where id = ?")
                .params(now(), id)
                .update();
    }

    /**
     * Has a doorbell rung at once, whether or not there is news; one that was given up is rung from now on as before.
     *
     * @throws Refusal.NotFound if there is no such doorbell
     * @throws Refusal.Conflict if it was taken down
     */
    @Transactional
    public void ringNow(Actor by, UUID id) {
        Webhook webhook = get(id);
        if (webhook.state() == Webhook.State.REMOVED) {
            throw new Refusal.Conflict("webhook-removed", "Webhook " + id + " was taken down; register it anew.");
        }
        if (webhook.state() == Webhook.State.GIVEN_UP) {
            log.append(NewEntry.of(EntryType.WEBHOOK, subject(id), by, Map.of("change", "RESUMED")));
        }
        jdbc.sql("""
                update webhook set rung_for = -1, next_attempt_at = ?, ended_at = null, given_up = false,
                    failures = case when given_up then 0 else failures end
                  where id = ?
                """).params(now(), id).update();
    }

    /**
     * What came of its rings, newest first.
     *
     * @param before only those with a smaller number; {@link Long#MAX_VALUE} for all
     * @param limit attempts to return
     * @throws Refusal.NotFound if there is no such doorbell
     */
    public List<WebhookAttempt> attempts(UUID id, long before, int limit) {
        get(id);
        return jdbc.sql("""
                        select id, at, head, status, outcome from webhook_attempt where webhook = ? and id < ?
                          order by id desc limit ?
                        """)
                .params(id, before, limit)
                .query((row, number) -> new WebhookAttempt(
                        row.getLong("id"),
                        instant(row, "at"),
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
            throw invalid("/url", "The address is no URL: " + e.getMessage());
        }
        if (url.length() > LONGEST_URL) {
            throw invalid("/url", "The address has more than " + LONGEST_URL + " characters.");
        }
        if (!properties.allowPrivate()) {
            PublicAddress.objection(address).ifPresent(objection -> {
                throw invalid("/url", "The address is not accepted: " + objection + ".");
            });
        }
    }

    private static String subject(UUID id) {
        return "webhook:" + id;
    }

    private static Refusal.Invalid invalid(String field, String detail) {
        return new Refusal.Invalid(detail, List.of(new FieldError(field, detail)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Webhook read(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("client"),
                row.getString("url"),
                instant(row, "created_at"),
                row.getLong("rung_for"),
                row.getInt("failures"),
                instant(row, "next_attempt_at"),
                state(ended != null, row.getBoolean("given_up"), row.getInt("failures")),
                ended == null ? null : ended.toInstant());
    }

    private static Webhook.State state(boolean ended, boolean givenUp, int failures) {
        if (ended) {
            return givenUp ? Webhook.State.GIVEN_UP : Webhook.State.REMOVED;
        }
        return failures == 0 ? Webhook.State.RINGING : Webhook.State.FAILING;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
