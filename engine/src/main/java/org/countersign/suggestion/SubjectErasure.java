package org.countersign.suggestion;

import java.util.List;
import org.countersign.audit.AuditEntries;
import org.countersign.consent.SubjectErased;
import org.countersign.shared.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forgets what was proposed for a customer who is erased: ends what lives, deletes every document and its salt. */
@Component
class SubjectErasure {

    private static final Actor ERASURE = Actor.system("erasure");

    private final SuggestionRows rows;
    private final Moves moves;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;

    SubjectErasure(SuggestionRows rows, Moves moves, AuditEntries log, ApplicationEventPublisher events) {
        this.rows = rows;
        this.moves = moves;
        this.log = log;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(SubjectErased erased) {
        List<SuggestionId> ids = rows.lockBySubject(erased.subject().value());
        List<Standing> living = rows.standing(ids).stream()
                .filter(each -> each.state().canBecome(SuggestionState.WITHDRAWN))
                .toList();
        moves.end(living, SuggestionState.WITHDRAWN, ERASURE, "The customer was erased.", List.of());
        rows.forget(ids);
        log.erasePayloads(rows.entries(ids));
        events.publishEvent(new SuggestionsForgotten(ids));
    }
}
