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

    private final SuggestionRepository repository;
    private final SuggestionRows rows;
    private final Moves moves;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;

    SubjectErasure(
            SuggestionRepository repository,
            SuggestionRows rows,
            Moves moves,
            AuditEntries log,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.rows = rows;
        this.moves = moves;
        this.log = log;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(SubjectErased erased) {
        List<Suggestion> theirs = repository.lockBySubject(erased.subject().value());
        for (Suggestion suggestion : theirs) {
            if (suggestion.state().canBecome(SuggestionState.WITHDRAWN)) {
                moves.end(suggestion, SuggestionState.WITHDRAWN, ERASURE, "The customer was erased.", List.of());
            }
            suggestion.forget();
            repository.saveAndFlush(suggestion);
        }
        List<SuggestionId> ids = theirs.stream().map(Suggestion::id).toList();
        rows.forget(ids);
        log.erasePayloads(rows.entries(ids));
        events.publishEvent(new SuggestionsForgotten(ids));
    }
}
