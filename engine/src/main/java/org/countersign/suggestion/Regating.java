package org.countersign.suggestion;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.consent.ConsentChanged;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends suggestions back to the start because what their approval rested on has changed. Row, history, log and events
 * change together, in the caller's transaction, so that nothing is served on fallen grounds from its commit on.
 */
@Service
public class Regating {

    private static final Logger LOG = LoggerFactory.getLogger(Regating.class);
    private static final Actor CONSENT = Actor.system("consent");
    private static final Actor EXPIRY = Actor.system("expiry");

    private final Moves moves;
    private final SuggestionRepository repository;
    private final SuggestionRows rows;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Regating(
            Moves moves,
            SuggestionRepository repository,
            SuggestionRows rows,
            AuditEntries log,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.moves = moves;
        this.repository = repository;
        this.rows = rows;
        this.log = log;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Sends it back to the start, with the content it has, because what its verdict rested on has changed: approvals
     * fall, its slot is given back, published content is taken back, and it is screened again.
     *
     * @param reason for people
     * @return false if it stood on no verdict: not screened yet, waiting for a revision, blocked or ended
     */
    @Transactional
    public boolean regate(Actor actor, SuggestionId id, RegateCause cause, String reason) {
        return regate(actor, moves.lock(id), cause, reason);
    }

    /** Those of these that rest on a verdict, in no order. */
    @Transactional(readOnly = true)
    public List<SuggestionId> restingOnVerdict(Collection<SuggestionId> ids) {
        return rows.restingOnVerdict(ids);
    }

    /** Regates what outlived its approval, at most {@code limit}; returns how many. Like {@link Endings#expireDue}. */
    public int regateOutlived(int limit) {
        int regated = 0;
        for (SuggestionId id : rows.outlived(clock.instant(), limit)) {
            try {
                regated += Objects.requireNonNull(transaction.execute(status -> regateExpired(id))) ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.error("The approval of suggestion {} cannot be ended; tried again with the next sweep.", id, e);
            }
        }
        return regated;
    }

    private boolean regate(Actor actor, Suggestion suggestion, RegateCause cause, String reason) {
        SuggestionState previous = suggestion.state();
        if (!previous.restsOnVerdict()) {
            return false;
        }
        SuggestionId id = suggestion.id();
        boolean processRunning = !previous.hasNoProcess();
        suggestion.startAgain();
        EntryId entry = log.append(NewEntry.of(
                        EntryType.REGATED,
                        id.subject(),
                        actor,
                        Map.of(
                                "cause", cause.name(),
                                "previous", previous.name(),
                                "revision", String.valueOf(suggestion.revision())))
                .after(rows.lastEntry(id))
                .withPayload(Json.MAPPER.createObjectNode().put("reason", reason)));
        moves.save(suggestion, actor, reason, entry);
        events.publishEvent(new SuggestionRegated(
                id, cause, processRunning, suggestion.wantsSlot(), suggestion.expiresAt(), entry));
        if (!processRunning) {
            events.publishEvent(new SuggestionReceived(
                    id, suggestion.generation(), suggestion.wantsSlot(), suggestion.expiresAt()));
        }
        return true;
    }

    /** What was decided for this customer rested on what the register said then. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ConsentChanged changed) {
        List<Suggestion> theirs = repository.lockBySubject(changed.subject().value());
        for (Suggestion suggestion : theirs) {
            regate(CONSENT, suggestion, RegateCause.CONSENT_CHANGED, "The customer's consents have changed.");
        }
    }

    /** Regates it if its approval has run out by now; another instance of the application may have been first. */
    private boolean regateExpired(SuggestionId id) {
        Suggestion suggestion = moves.lock(id);
        return suggestion.isApprovalOver(clock.instant())
                && regate(
                        EXPIRY,
                        suggestion,
                        RegateCause.APPROVAL_EXPIRED,
                        "Its approval was good until " + suggestion.approvedUntil() + ".");
    }
}
