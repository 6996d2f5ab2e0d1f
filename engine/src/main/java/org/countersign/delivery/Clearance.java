package org.countersign.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.audit.EntryId;
import org.countersign.policy.Route;
import org.countersign.review.Approval;
import org.countersign.screening.DecisionRecord;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionView;

/**
 * The proof that a suggestion may go out as it is: a verdict on this revision and content that did not block, and as many
 * approvals as it asked for, by different people, bound to the same revision, content, policies and decision record.
 */
record Clearance(DecisionRecord record, List<Approval> approvals) {

    private static final String AUTOMATIC = "SYSTEM:automatic";

    /**
     * @param approvals all that stand
     * @throws Refusal.Conflict if there is no such proof
     */
    static Clearance of(SuggestionView view, DecisionRecord record, List<Approval> approvals) {
        if (record.revision() != view.revision() || !record.contentHash().equals(view.contentHash())) {
            throw refused(view, "its verdict is about revision " + record.revision() + " or other content");
        }
        if (record.verdict().route() == Route.BLOCK) {
            throw refused(view, "policies " + record.verdict().policyVersion() + " block it");
        }
        List<Approval> bound = approvals.stream()
                .filter(approval -> approval.revision() == view.revision()
                        && approval.contentHash().equals(view.contentHash())
                        && approval.policyVersion().equals(record.verdict().policyVersion())
                        && approval.record().equals(record.hash()))
                .sorted(Comparator.comparing(Approval::at))
                .toList();
        long given = bound.stream().map(Approval::by).distinct().count();
        int needed = Math.max(1, record.verdict().approvalsNeeded());
        if (given < needed) {
            throw refused(
                    view,
                    "it has " + given + " of " + needed
                            + " approvals bound to this content, policy version and verdict");
        }
        boolean byPeople = bound.stream().noneMatch(approval -> approval.by().equals(AUTOMATIC));
        if (record.verdict().approvalsNeeded() > 0 && !byPeople) {
            throw refused(view, "its verdict asks for people and it was approved automatically");
        }
        return new Clearance(record, bound);
    }

    /** The approval that completed it. */
    Approval last() {
        return approvals.getLast();
    }

    EntryId lastEntry() {
        return new EntryId(UUID.fromString(last().entry()));
    }

    /** All approvals' entries and the newest one about the suggestion: what its publication builds on. */
    EntryId[] entriesAnd(EntryId newest) {
        return Stream.concat(
                        approvals.stream().map(each -> new EntryId(UUID.fromString(each.entry()))), Stream.of(newest))
                .distinct()
                .toArray(EntryId[]::new);
    }

    /** Whether people looked at it, by role and not by name: the feed goes to other systems. */
    String role() {
        return last().by().equals(AUTOMATIC) ? "AUTOMATIC" : "REVIEWER";
    }

    /** The approval as consumers see it, without salt and index of its log entry. */
    String json() {
        return Json.MAPPER.writeValueAsString(Json.MAPPER
                .createObjectNode()
                .put("by", role())
                .put("approvals", approvals.size())
                .put("at", last().at().toString())
                .put("policyVersion", last().policyVersion()));
    }

    private static Refusal.Conflict refused(SuggestionView view, String why) {
        return new Refusal.Conflict(
                "not-approved",
                "Suggestion " + view.id() + ", revision " + view.revision() + ", cannot be published: " + why + ".");
    }
}
