package org.countersign.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionReceived;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionsForgotten;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes content back in the transaction that takes its suggestion back. From its commit on nobody is served the item any
 * more; those who have it learn of it by the tombstone, as soon as its log entry is signed.
 */
@Component
class Tombstones {

    private static final Actor PUBLICATION = Actor.system("publication");

    private final ContentRows rows;
    private final AuditEntries log;
    private final FeedPulse pulse;
    private final Clock clock;

    Tombstones(ContentRows rows, AuditEntries log, FeedPulse pulse, Clock clock) {
        this.rows = rows;
        this.log = log;
        this.pulse = pulse;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionEnded ended) {
        withdraw(ended.id(), ended.actor(), ended.state().name());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionRevised revised) {
        withdraw(revised.id(), PUBLICATION, "SUPERSEDED");
    }

    /** The grounds of its approval have changed. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionRegated regated) {
        withdraw(regated.id(), PUBLICATION, regated.cause().name());
    }

    /** Gating again voids what was approved before. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionReceived received) {
        if (received.generation() > 1) {
            withdraw(received.id(), PUBLICATION, "SUPERSEDED");
        }
    }

    /** A customer was erased: what they would have seen goes, and so do the grounds that were kept for it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(SuggestionsForgotten forgotten) {
        forgotten.suggestions().forEach(id -> withdraw(id, PUBLICATION, "ERASED"));
        log.erasePayloads(rows.forget(forgotten.suggestions()));
    }

    private void withdraw(SuggestionId suggestion, Actor actor, String reason) {
        List<ContentItem> live = rows.live(suggestion);
        for (ContentItem item : live) {
            EntryId entry = log.append(NewEntry.of(
                            EntryType.WITHDRAWN,
                            suggestion.subject(),
                            actor,
                            Map.of(
                                    "contentId", item.id().toString(),
                                    "contentHash", item.hash(),
                                    "reason", reason))
                    .after(item.publishedEntry()));
            rows.withdraw(item.id(), entry, clock.instant());
        }
        if (!live.isEmpty()) {
            pulse.beatAfterCommit();
        }
    }
}
