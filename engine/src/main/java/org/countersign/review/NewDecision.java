package org.countersign.review;

import java.util.ArrayList;
import java.util.List;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on a review.
 *
 * @param person who decides; always a {@code PERSON}
 * @param version of the review as the person saw it
 * @param code required to reject or to request changes
 * @param reason required with a code, and for every approval where more than one is needed; at most
 *     {@value #LONGEST_REASON} characters
 */
public record NewDecision(
        Actor person,
        long version,
        Decision decision,
        @Nullable ReasonCode code,
        @Nullable String reason) {

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 2000;

    public NewDecision {
        if (person.kind() != Actor.Kind.PERSON) {
            throw new Refusal.NotAllowed(
                    "only-people-decide", "Only a person can decide a review, not " + person + ".");
        }
        reason = reason == null || reason.isBlank() ? null : reason.strip();
        if (decision == Decision.APPROVE) {
            code = null;
        }
    }

    /** @throws Refusal.Invalid with everything that is missing, when {@code approvalsNeeded} people must approve */
    void requireReasons(int approvalsNeeded) {
        List<FieldError> errors = new ArrayList<>();
        boolean turnsDown = decision != Decision.APPROVE;
        if (turnsDown && code == null) {
            errors.add(new FieldError("/code", "Choose what the reason is about."));
        }
        if (reason == null && (turnsDown || approvalsNeeded > 1)) {
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
