package org.countersign.delivery;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.allocation.Allocations;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.policy.Outcome;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.screening.Verdict;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
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

    private static final Actor PUBLICATION = Actor.system("publication");

    private final Suggestions suggestions;
    private final Screenings screenings;
    private final Reviews reviews;
    private final Allocations allocations;
    private final AuditEntries log;
    private final ContentRows rows;
    private final Clock clock;

    Publications(
            Suggestions suggestions,
            Screenings screenings,
            Reviews reviews,
            Allocations allocations,
            AuditEntries log,
            ContentRows rows,
            Clock clock) {
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.reviews = reviews;
        this.allocations = allocations;
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
        SuggestionView view = suggestions.lock(suggestion);
        if (view.state() == SuggestionState.PUBLISHED) {
            return;
        }
        Proposal proposal = view.proposal();
        JsonNode document = view.document();
        if (proposal == null || document == null) {
            throw new Refusal.Conflict("erased", "Suggestion " + suggestion + " was erased and cannot be published.");
        }
        requireReady(view, proposal);
        Clearance clearance = Clearance.of(
                view,
                screenings
                        .latest(suggestion)
                        .orElseThrow(() -> new Refusal.Conflict(
                                "not-approved",
                                "Suggestion " + suggestion + " has no verdict and cannot be published.")),
                reviews.approvals(suggestion));
        EntryId last = view.lastEntry();
        for (Occasion occasion : occasions(view, proposal)) {
            last = publish(view, proposal, document.path("content"), clearance, occasion);
        }
        suggestions.move(suggestion, view.revision(), SuggestionState.PUBLISHED, PUBLICATION, null, last);
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

    private EntryId publish(
            SuggestionView view, Proposal proposal, JsonNode content, Clearance clearance, Occasion occasion) {
        ContentId id = ContentId.random();
        List<Verdict.Obligation> disclosures = clearance.record().verdict().obligations().stream()
                .filter(obligation -> obligation.type() == Outcome.REQUIRE_DISCLOSURE)
                .toList();
        ContentBody body =
                ContentBody.of(proposal.kind(), content, proposal.audience(), occasion.channels(), disclosures);
        EntryId entry = log.append(NewEntry.of(
                        EntryType.PUBLISHED,
                        view.id().subject(),
                        PUBLICATION,
                        facts(id, view, clearance, occasion, body))
                .after(clearance.entriesAnd(view.lastEntry()))
                .withPayload(ReceiptDocument.of(id, view.id(), proposal, clearance, occasion)));
        rows.insert(new ContentItem(
                id,
                view.id(),
                view.generation(),
                view.revision(),
                occasion.slot(),
                proposal.kind().name(),
                occasion.channels(),
                proposal.audience().jurisdictions(),
                occasion.from(),
                occasion.until(),
                body.hash(),
                body.json(),
                body.salt(),
                clearance.json(),
                clearance.lastEntry(),
                entry,
                null));
        return entry;
    }

    private static Map<String, String> facts(
            ContentId id, SuggestionView view, Clearance clearance, Occasion occasion, ContentBody body) {
        Map<String, String> facts = new HashMap<>();
        facts.put("contentId", id.toString());
        facts.put("contentHash", body.hash());
        facts.put("revision", String.valueOf(view.revision()));
        facts.put("policyVersion", clearance.last().policyVersion());
        facts.put("disclosures", String.valueOf(body.disclosures()));
        facts.put("approvedBy", clearance.role());
        facts.put("validFrom", occasion.from().toString());
        facts.put("validUntil", occasion.until().toString());
        String slot = occasion.slot();
        if (slot != null && NewEntry.isCode(slot)) {
            facts.put("slot", slot);
        }
        return facts;
    }
}
