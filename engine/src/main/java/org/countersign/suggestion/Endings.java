package org.countersign.suggestion;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** How suggestions end before their time: withdrawn, recalled with their model, expired. Each leaves a reason and an entry. */
@Service
public class Endings {

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final Actor EXPIRY = Actor.system("expiry");

    /** Suggestions that a recall ends with the same few statements. */
    private static final int CHUNK = 500;

    private final Moves moves;
    private final SuggestionRows rows;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Endings(
            Moves moves,
            SuggestionRows rows,
            AuditEntries log,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.moves = moves;
        this.rows = rows;
        this.log = log;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Ends it now, published or not. Repeating it changes nothing.
     *
     * @throws Refusal.Conflict if it was rejected or has expired already
     */
    @Transactional
    public void withdraw(Actor actor, SuggestionId id, String reason) {
        Standing standing = moves.lockStanding(id);
        if (standing.state() != SuggestionState.WITHDRAWN) {
            moves.end(List.of(standing), SuggestionState.WITHDRAWN, actor, reason, List.of());
        }
    }

    /**
     * Withdraws everything a model version ever proposed, all of it or nothing. It may be a hundred thousand: ids are
     * held in memory and nothing else, and statements are made for a chunk of them.
     *
     * @param client only suggestions of this producer; null for all
     * @return how many were withdrawn
     */
    @Transactional
    public int recall(Actor actor, @Nullable String client, String model, String version, String reason) {
        List<SuggestionId> recalled = rows.lockByModel(client, model, version);
        if (recalled.isEmpty()) {
            return 0;
        }
        EntryId entry = log.append(NewEntry.of(
                        EntryType.RECALL,
                        "model:" + model + "/" + version,
                        actor,
                        Map.of("suggestions", String.valueOf(recalled.size())))
                .withPayload(Json.MAPPER.createObjectNode().put("reason", reason)));
        for (int from = 0; from < recalled.size(); from += CHUNK) {
            List<SuggestionId> chunk = recalled.subList(from, Math.min(from + CHUNK, recalled.size()));
            moves.end(rows.standing(chunk), SuggestionState.WITHDRAWN, actor, reason, List.of(entry));
        }
        events.publishEvent(new ModelRecalled(model, version));
        return recalled.size();
    }

    /**
     * Expires what is past its validity, at most {@code limit}; returns how many. Run by a timer, on several instances at
     * once if there are several. Each is a transaction of its own: one that cannot be expired keeps no other from it.
     */
    public int expireDue(int limit) {
        Instant now = clock.instant();
        int expired = 0;
        for (SuggestionId id : rows.due(now, limit)) {
            try {
                expired += Objects.requireNonNull(transaction.execute(status -> expire(id, now)));
            } catch (RuntimeException e) {
                LOG.error("Suggestion {} cannot be expired; tried again with the next sweep.", id, e);
            }
        }
        return expired;
    }

    /**
     * Ends it before its validity is over, because something about it was not done in time.
     *
     * @throws Refusal.Conflict if it has ended already
     */
    @Transactional
    public void expire(Actor actor, SuggestionId id, String reason) {
        moves.end(List.of(moves.lockStanding(id)), SuggestionState.EXPIRED, actor, reason, List.of());
    }

    private int expire(SuggestionId id, Instant now) {
        if (!rows.lockDue(id, now)) {
            return 0;
        }
        Standing standing = moves.lockStanding(id);
        moves.end(
                List.of(standing),
                SuggestionState.EXPIRED,
                EXPIRY,
                "Its validity ended on " + standing.expiresAt() + ".",
                List.of());
        return 1;
    }
}
