package org.countersign.delivery;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
import org.countersign.suggestion.SuggestionsEnded;
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
    void withdraw(SuggestionsEnded ended) {
        Map<SuggestionId, SuggestionEnded> ends = new HashMap<>();
        ended.suggestions().forEach(each -> ends.put(each.id(), each));
        withdraw(rows.live(ends.keySet()), item -> {
            SuggestionEnded end = Objects.requireNonNull(ends.get(item.suggestion()));
            return new Cause(end.actor(), end.state().name());
        });
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionRevised revised) {
        withdraw(List.of(revised.id()), "SUPERSEDED");
    }

    /** The grounds of its approval have changed. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionRegated regated) {
        withdraw(List.of(regated.id()), regated.cause().name());
    }

    /** Gating again voids what was approved before. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void withdraw(SuggestionReceived received) {
        if (received.generation() > 1) {
            withdraw(List.of(received.id()), "SUPERSEDED");
        }
    }

    /** A customer was erased: what they would have seen goes, and so do the grounds that were kept for it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(SuggestionsForgotten forgotten) {
        withdraw(forgotten.suggestions(), "ERASED");
        log.erasePayloads(rows.forget(forgotten.suggestions()));
    }

    private void withdraw(Collection<SuggestionId> suggestions, String reason) {
        withdraw(rows.live(suggestions), item -> new Cause(PUBLICATION, reason));
    }

    private void withdraw(List<ContentItem> live, Function<ContentItem, Cause> causes) {
        if (live.isEmpty()) {
            return;
        }
        List<EntryId> entries = log.appendAll(
                live.stream().map(item -> entry(item, causes.apply(item))).toList());
        rows.withdraw(live.stream().map(ContentItem::id).toList(), entries, clock.instant());
        pulse.beatAfterCommit();
    }

    private static NewEntry entry(ContentItem item, Cause cause) {
        return NewEntry.of(
                        EntryType.WITHDRAWN,
                        item.suggestion().subject(),
                        cause.actor(),
                        Map.of(
                                "contentId", item.id().toString(),
                                "contentHash", item.hash(),
                                "reason", cause.reason()))
                .after(item.publishedEntry());
    }

    /** Who takes an item back, and why. */
    private record Cause(Actor actor, String reason) {}
}
