package org.countersign.suggestion;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.consent.ConsentChanged;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends suggestions back to the start because what their approval rested on has changed. Row, history, log and events
 * change together, in the caller's transaction, so that nothing is served on fallen grounds from its commit on.
 */
@Component
class Regating {

    private static final Actor CONSENT = Actor.system("consent");
    private static final Actor EXPIRY = Actor.system("expiry");

    private final Moves moves;
    private final SuggestionRepository repository;
    private final SuggestionRows rows;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Regating(
            Moves moves,
            SuggestionRepository repository,
            SuggestionRows rows,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.moves = moves;
        this.repository = repository;
        this.rows = rows;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /** Returns whether it rested on a verdict, and so was sent back. */
    boolean regate(Actor actor, Suggestion suggestion, RegateCause cause, String reason) {
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
    @Transactional
    boolean regateExpired(SuggestionId id) {
        Suggestion suggestion = moves.lock(id);
        return suggestion.isApprovalOver(clock.instant())
                && regate(
                        EXPIRY,
                        suggestion,
                        RegateCause.APPROVAL_EXPIRED,
                        "Its approval was good until " + suggestion.approvedUntil() + ".");
    }
}
