package org.countersign.testing;

import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings suggestions to where they wait for a slot, past all that might object to them. */
public final class Clearance {

    private static final Actor SYSTEM = Actor.system("test");

    private final Suggestions suggestions;
    private final AuditEntries log;
    private final TransactionTemplate transaction;

    public Clearance(Suggestions suggestions, AuditEntries log, TransactionTemplate transaction) {
        this.suggestions = suggestions;
        this.log = log;
        this.transaction = transaction;
    }

    /** An offer for the segment {@code segment}, wanting one place that takes 3 of a slot. */
    public static Proposals offer(String externalId, String segment, String value) {
        return Proposals.offer()
                .externalId(externalId)
                .with("/audience/segment", segment)
                .with("/placement/maxPlacements", 1)
                .with("/value/expected", value);
    }

    /** Takes it in and approves it. */
    public SuggestionId approved(Proposals proposal) {
        SuggestionId id = SuggestionId.of(String.valueOf(suggestions
                .receive("shop", List.of(proposal.document()))
                .getFirst()
                .id()));
        transaction.executeWithoutResult(status -> {
            EntryId entry = log.append(NewEntry.of(EntryType.SCREENING, id.subject(), SYSTEM, Map.of()));
            suggestions.move(id, 1, SuggestionState.SCREENED, SYSTEM, null, entry);
            suggestions.move(id, 1, SuggestionState.APPROVED, SYSTEM, null, entry);
        });
        return id;
    }
}
