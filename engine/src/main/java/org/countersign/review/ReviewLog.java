package org.countersign.review;

import java.util.HashMap;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.springframework.stereotype.Component;

/** What reviews leave in the log. What people wrote goes beside it, where it can be erased. */
@Component
class ReviewLog {

    private final AuditEntries entries;

    ReviewLog(AuditEntries entries) {
        this.entries = entries;
    }

    EntryId opened(Review review, EntryId previous, Actor by) {
        Map<String, String> facts = bound(review);
        facts.put("approvalsNeeded", String.valueOf(review.approvalsNeeded()));
        EntryId entry =
                entries.append(entry(EntryType.REVIEW_OPENED, review, by, facts).after(previous));
        review.openedBy(entry);
        return entry;
    }

    EntryId decided(Review review, EntryId previous, NewDecision decision) {
        Map<String, String> facts = new HashMap<>();
        facts.put("review", review.id().toString());
        facts.put("revision", String.valueOf(review.revision()));
        facts.put("decision", decision.decision().name());
        if (decision.code() != null) {
            facts.put("code", decision.code().name());
        }
        NewEntry entry = entry(EntryType.REVIEW_DECISION, review, decision.person(), facts)
                .after(
                        review.entry().equals(previous)
                                ? new EntryId[] {previous}
                                : new EntryId[] {review.entry(), previous});
        return entries.append(
                decision.reason() == null
                        ? entry
                        : entry.withPayload(Json.MAPPER.createObjectNode().put("reason", decision.reason())));
    }

    /** One yes, with everything it is bound to. */
    EntryId approved(Review review, Actor person, EntryId decision) {
        Map<String, String> facts = bound(review);
        facts.put("approvalsGiven", String.valueOf(review.approvalsGiven()));
        facts.put("approvalsNeeded", String.valueOf(review.approvalsNeeded()));
        return entries.append(entry(EntryType.APPROVAL, review, person, facts).after(decision));
    }

    /**
     * Names the decision record, which holds the content hash: that hash, unsalted, may be of a document about one
     * customer, and the log keeps it for ever.
     */
    private static Map<String, String> bound(Review review) {
        Map<String, String> facts = new HashMap<>();
        facts.put("review", review.id().toString());
        facts.put("revision", String.valueOf(review.revision()));
        facts.put("record", review.recordHash());
        facts.put("policyVersion", review.policyVersion());
        return facts;
    }

    private static NewEntry entry(EntryType type, Review review, Actor by, Map<String, String> facts) {
        return NewEntry.of(type, review.suggestion().subject(), by, facts);
    }
}
