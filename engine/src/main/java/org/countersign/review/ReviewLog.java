package org.countersign.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.review.ReviewGroupRows.Member;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What reviews leave in the log. What people wrote goes beside it, where it can be erased. */
@Component
class ReviewLog {

    private final AuditEntries entries;

    ReviewLog(AuditEntries entries) {
        this.entries = entries;
    }

    EntryId opened(Review review, EntryId previous, Actor by) {
        EntryId entry = entries.append(opening(review, previous, by));
        review.openedBy(entry);
        return entry;
    }

    /** The openings of reviews that join a group, in the same order. */
    List<EntryId> openedAll(
            List<Review> reviews, List<Member> joining, Map<SuggestionId, SuggestionView> views, Actor by) {
        List<NewEntry> openings = new ArrayList<>(reviews.size());
        for (int i = 0; i < reviews.size(); i++) {
            Review review = reviews.get(i);
            EntryId previous =
                    Objects.requireNonNull(views.get(review.suggestion())).lastEntry();
            openings.add(inGroup(opening(review, previous, by), joining.get(i).group()));
        }
        List<EntryId> written = entries.appendAll(openings);
        for (int i = 0; i < written.size(); i++) {
            reviews.get(i).openedBy(written.get(i));
        }
        return written;
    }

    private static NewEntry opening(Review review, EntryId previous, Actor by) {
        Map<String, String> facts = bound(review);
        facts.put("approvalsNeeded", String.valueOf(review.approvalsNeeded()));
        return entry(EntryType.REVIEW_OPENED, review, by, facts).after(previous);
    }

    /** Somebody took it on; said once for as long as they keep at it. */
    void claimed(Review review, String person) {
        entries.append(entry(
                        EntryType.CLAIM,
                        review,
                        Actor.person(person),
                        Map.of("review", review.id().toString(), "revision", String.valueOf(review.revision())))
                .after(review.entry()));
    }

    EntryId escalated(Review review, EntryId previous, String group, Actor by) {
        return entries.append(entry(
                        EntryType.REVIEW_ESCALATED,
                        review,
                        by,
                        Map.of("review", review.id().toString(), "group", group))
                .after(previous));
    }

    EntryId decided(Review review, EntryId previous, NewDecision decision) {
        return entries.append(decision(review, previous, decision));
    }

    /** What a decision on a group means for one member; names the decision itself as well. */
    NewEntry memberDecided(
            Review review, EntryId previous, NewDecision decision, ReviewGroupId group, EntryId onGroup) {
        NewEntry entry = inGroup(decision(review, previous, decision), group);
        return entry.after(Stream.concat(entry.previous().stream(), Stream.of(onGroup))
                .distinct()
                .toArray(EntryId[]::new));
    }

    private static NewEntry decision(Review review, EntryId previous, NewDecision decision) {
        Map<String, String> facts = new HashMap<>();
        facts.put("review", review.id().toString());
        facts.put("revision", String.valueOf(review.revision()));
        facts.putAll(said(decision));
        NewEntry entry = entry(EntryType.REVIEW_DECISION, review, decision.person(), facts)
                .after(
                        review.entry().equals(previous)
                                ? new EntryId[] {previous}
                                : new EntryId[] {review.entry(), previous});
        return withReason(entry, decision);
    }

    private static Map<String, String> said(NewDecision decision) {
        Map<String, String> facts = new HashMap<>();
        facts.put("decision", decision.decision().name());
        if (decision.code() != null) {
            facts.put("code", decision.code().name());
        }
        return facts;
    }

    private static NewEntry withReason(NewEntry entry, NewDecision decision) {
        if (decision.reason() == null && decision.changes().isEmpty()) {
            return entry;
        }
        ObjectNode payload = Json.MAPPER.createObjectNode().put("reason", decision.reason());
        payload.set("changes", Json.MAPPER.valueToTree(decision.changes()));
        return entry.withPayload(payload);
    }

    /** One yes, with everything it is bound to. */
    EntryId approved(Review review, Actor person, EntryId decision) {
        return entries.append(approval(review, person, decision));
    }

    NewEntry approval(Review review, Actor person, EntryId decision) {
        Map<String, String> facts = bound(review);
        facts.put("approvalsGiven", String.valueOf(review.approvalsGiven()));
        facts.put("approvalsNeeded", String.valueOf(review.approvalsNeeded()));
        return entry(EntryType.APPROVAL, review, person, facts).after(decision);
    }

    /** A group is put before people; each member's own opening names it. */
    NewEntry groupOpened(ReviewGroupRow group, int sample, Actor by) {
        return NewEntry.of(
                EntryType.REVIEW_OPENED,
                group.id().subject(),
                by,
                Map.of(
                        "batch", group.batch().toString(),
                        "items", String.valueOf(group.waiting()),
                        "sample", String.valueOf(sample),
                        "approvalsNeeded", String.valueOf(group.approvalsNeeded()),
                        "policyVersion", group.policyVersion()));
    }

    NewEntry groupEscalated(ReviewGroupRow group, String people, Actor by) {
        return NewEntry.of(EntryType.REVIEW_ESCALATED, group.id().subject(), by, Map.of("group", people))
                .after(Objects.requireNonNull(group.entry()));
    }

    /** A decision on a group, at the moment it is taken; what it means for each member follows. */
    NewEntry groupDecided(ReviewGroupRow group, NewDecision decision) {
        Map<String, String> facts = said(decision);
        facts.put("items", String.valueOf(group.waiting()));
        NewEntry entry = NewEntry.of(EntryType.REVIEW_DECISION, group.id().subject(), decision.person(), facts)
                .after(Objects.requireNonNull(group.entry()));
        return withReason(entry, decision);
    }

    private static NewEntry inGroup(NewEntry entry, ReviewGroupId group) {
        Map<String, String> facts = new HashMap<>(entry.facts());
        facts.put("group", group.toString());
        return new NewEntry(entry.type(), entry.subject(), entry.actor(), facts, entry.previous(), entry.payload());
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
