package org.countersign.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.policy.Outcome;
import org.countersign.screening.Verdict;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;

/** One content item about to be published: what the log and the table of items will say of it. */
record Edition(
        ContentId id,
        SuggestionView view,
        Proposal proposal,
        Clearance clearance,
        Occasion occasion,
        ContentBody body) {

    /**
     * @param served what may go out, without what policies have taken out
     * @throws Refusal.Conflict if a required disclosure says nothing
     */
    static Edition of(
            SuggestionView view, Proposal proposal, Redactions.Served served, Clearance clearance, Occasion occasion) {
        List<Verdict.Obligation> disclosures = required(clearance);
        for (Verdict.Obligation disclosure : disclosures) {
            if (disclosure.message().isBlank()) {
                throw new Refusal.Conflict(
                        "disclosure-missing",
                        "Suggestion " + view.id() + " cannot be published: the disclosure that rule "
                                + disclosure.rule() + " requires has no text. Give the rule a message.");
            }
        }
        ContentBody body =
                ContentBody.of(proposal.kind(), served.content(), served.audience(), occasion.channels(), disclosures);
        return new Edition(ContentId.next(), view, proposal, clearance, occasion, body);
    }

    /** What the verdict requires to be said beside the content. */
    private static List<Verdict.Obligation> required(Clearance clearance) {
        return clearance.record().verdict().obligations().stream()
                .filter(obligation -> obligation.type() == Outcome.REQUIRE_DISCLOSURE)
                .toList();
    }

    NewEntry entry() {
        return NewEntry.of(EntryType.PUBLISHED, view.id().subject(), Publications.PUBLICATION, facts())
                .after(clearance.entriesAnd(view.lastEntry()))
                .withPayload(ReceiptDocument.of(id, view.id(), proposal, clearance, occasion));
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        facts.put("contentId", id.toString());
        facts.put("contentHash", body.hash());
        facts.put("revision", String.valueOf(view.revision()));
        facts.put("policyVersion", clearance.last().policyVersion());
        facts.put("disclosures", String.valueOf(required(clearance).size()));
        facts.put("approvedBy", clearance.role());
        facts.put("validFrom", occasion.from().toString());
        facts.put("validUntil", occasion.until().toString());
        String slot = occasion.slot();
        if (slot != null && NewEntry.isCode(slot)) {
            facts.put("slot", slot);
        }
        return facts;
    }

    /** @param published the log entry of its publication */
    ContentItem item(EntryId published) {
        return new ContentItem(
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
                published,
                null);
    }
}
