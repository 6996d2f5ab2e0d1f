package org.countersign.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on a review.
 *
 * @param person who decides; always a {@code PERSON}
 * @param groups that the person speaks for, see {@link Reviewer}
 * @param version of the review as the person saw it
 * @param code required to reject or to request changes
 * @param reason required with a code, and for every approval where more than one is needed; at most
 *     {@value #LONGEST_REASON} characters
 * @param changes place by place what has to change; only where changes are requested
 */
public record NewDecision(
        Actor person,
        Set<String> groups,
        long version,
        Decision decision,
        @Nullable ReasonCode code,
        @Nullable String reason,
        List<RequestedChange> changes) {

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 2000;

    public NewDecision {
        if (person.kind() != Actor.Kind.PERSON) {
            throw new Refusal.NotAllowed(
                    "only-people-decide", "Only a person can decide a review, not " + person + ".");
        }
        groups = Set.copyOf(groups);
        changes = decision == Decision.REQUEST_CHANGES ? List.copyOf(changes) : List.of();
        reason = reason == null || reason.isBlank() ? null : reason.strip();
        if (decision == Decision.APPROVE) {
            code = null;
        }
    }

    /** Of somebody of no special group, about the suggestion as a whole. */
    public NewDecision(
            Actor person, long version, Decision decision, @Nullable ReasonCode code, @Nullable String reason) {
        this(person, Set.of(), version, decision, code, reason, List.of());
    }

    /** Who decides. */
    Reviewer reviewer() {
        return new Reviewer(person.name(), groups);
    }

    /** @throws Refusal.Invalid with everything that is missing, when {@code approvalsNeeded} people must approve */
    void requireReasons(int approvalsNeeded) {
        List<FieldError> errors = new ArrayList<>();
        boolean turnsDown = decision != Decision.APPROVE;
        for (int n = 0; n < changes.size(); n++) {
            String text = changes.get(n).text();
            if (text.isBlank() || text.length() > LONGEST_REASON) {
                errors.add(new FieldError(
                        "/changes/" + n, "Write what would be right, in at most " + LONGEST_REASON + " characters."));
            }
        }
        if (changes.size() > RequestedChange.MOST) {
            errors.add(new FieldError(
                    "/changes",
                    changes.size() + " changes are requested; at most " + RequestedChange.MOST + " are kept."));
        }
        if (turnsDown && code == null && changes.isEmpty()) {
            errors.add(new FieldError("/code", "Choose what the reason is about."));
        }
        if (reason == null && changes.isEmpty() && (turnsDown || approvalsNeeded > 1)) {
            errors.add(new FieldError(
                    "/reason",
                    turnsDown
                            ? "Write what is wrong and what would be right; the producer reads it."
                            : "Write why this may go out all the same; auditors read it."));
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            errors.add(new FieldError(
                    "/reason",
                    "The reason has " + reason.length() + " characters; at most " + LONGEST_REASON + " are kept."));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The decision " + decision + " lacks its reason.", errors);
        }
    }
}
