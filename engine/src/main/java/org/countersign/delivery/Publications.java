package org.countersign.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.allocation.Allocations;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.review.Approval;
import org.countersign.review.Reviews;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The front door of publication: what was approved becomes content items. */
@Service
public class Publications {

    static final Actor PUBLICATION = Actor.system("publication");

    private final Suggestions suggestions;
    private final Screenings screenings;
    private final Reviews reviews;
    private final Allocations allocations;
    private final Redactions redactions;
    private final AuditEntries log;
    private final ContentRows rows;
    private final Clock clock;

    Publications(
            Suggestions suggestions,
            Screenings screenings,
            Reviews reviews,
            Allocations allocations,
            Redactions redactions,
            AuditEntries log,
            ContentRows rows,
            Clock clock) {
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.reviews = reviews;
        this.allocations = allocations;
        this.redactions = redactions;
        this.log = log;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Publishes an APPROVED suggestion, or a SCHEDULED one once per confirmed placement. Called again, it changes
     * nothing. Consumers see it once its log entry stands under a signed checkpoint, within about a second.
     *
     * @throws Refusal.Conflict if it is in no state to be published, has expired, or there is no approval bound to this
     *     very content
     */
    @Transactional
    public void publish(SuggestionId suggestion) {
        publishAll(List.of(suggestion));
    }

    /** The same for many in one transaction with a few statements: all of them or, where one is refused, none. */
    @Transactional
    public void publishAll(Collection<SuggestionId> ids) {
        List<SuggestionView> views = suggestions.lockAll(ids).stream()
                .filter(view -> view.state() != SuggestionState.PUBLISHED)
                .toList();
        if (views.isEmpty()) {
            return;
        }
        Map<SuggestionId, DecisionRecord> records =
                screenings.latestAll(views.stream().map(SuggestionView::id).toList());
        Map<SuggestionId, List<Approval>> approvals = reviews.approvalsOf(views, records);
        List<Edition> editions = new ArrayList<>();
        for (SuggestionView view : views) {
            Proposal proposal = view.proposal();
            JsonNode document = view.document();
            if (proposal == null || document == null) {
                throw new Refusal.Conflict(
                        "erased", "Suggestion " + view.id() + " was erased and cannot be published.");
            }
            requireReady(view, proposal);
            DecisionRecord record = records.get(view.id());
            if (record == null) {
                throw new Refusal.Conflict(
                        "not-approved", "Suggestion " + view.id() + " has no verdict and cannot be published.");
            }
            Clearance clearance = Clearance.of(view, record, approvals.getOrDefault(view.id(), List.of()));
            Redactions.Served served = redactions.apply(
                    proposal, document.path("content"), record.verdict().obligations());
            for (Occasion occasion : occasions(view, proposal)) {
                editions.add(Edition.of(view, proposal, served, clearance, occasion));
            }
        }
        publish(editions);
    }

    private void publish(List<Edition> editions) {
        List<EntryId> entries =
                log.appendAll(editions.stream().map(Edition::entry).toList());
        List<ContentItem> items = new ArrayList<>(editions.size());
        Map<SuggestionId, Move> moves = new LinkedHashMap<>();
        for (int i = 0; i < editions.size(); i++) {
            Edition edition = editions.get(i);
            items.add(edition.item(entries.get(i)));
            // Of several places the last one's entry is the newest about the suggestion.
            moves.put(
                    edition.view().id(),
                    Move.of(edition.view(), SuggestionState.PUBLISHED, PUBLICATION, null, entries.get(i)));
        }
        rows.insertAll(items);
        suggestions.moveAll(List.copyOf(moves.values()));
    }

    private void requireReady(SuggestionView view, Proposal proposal) {
        SuggestionState ready = proposal.wantsSlot() ? SuggestionState.SCHEDULED : SuggestionState.APPROVED;
        if (view.state() != ready) {
            throw new Refusal.Conflict(
                    "not-ready",
                    "Suggestion " + view.id() + " is " + view.state() + " and can be published only when " + ready
                            + ".");
        }
        if (!proposal.validUntil().isAfter(clock.instant())) {
            throw new Refusal.Conflict(
                    "expired", "Suggestion " + view.id() + " was valid until " + proposal.validUntil() + ".");
        }
    }

    private List<Occasion> occasions(SuggestionView view, Proposal proposal) {
        if (!proposal.wantsSlot()) {
            return List.of(Occasion.anywhere(proposal));
        }
        List<Occasion> occasions = allocations.placementsOf(view.id()).stream()
                .map(placement -> Occasion.in(placement, proposal))
                .toList();
        if (occasions.isEmpty()) {
            throw new Refusal.Conflict(
                    "no-placement", "Suggestion " + view.id() + " is SCHEDULED but has no confirmed placement.");
        }
        return occasions;
    }
}
