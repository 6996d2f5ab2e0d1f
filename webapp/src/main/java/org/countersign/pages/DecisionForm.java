package org.countersign.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.jspecify.annotations.Nullable;

/** What a reviewer typed; it comes back on the page whatever became of it. */
record DecisionForm(
        @Nullable Decision decision,
        @Nullable ReasonCode code,
        @Nullable String reason,
        long version) {

    static DecisionForm empty(long version) {
        return new DecisionForm(null, null, null, version);
    }

    /** The same words for another state of the review. */
    DecisionForm at(long newVersion) {
        return new DecisionForm(decision, code, reason, newVersion);
    }

    NewDecision by(String person, Decision chosen) {
        return new NewDecision(Actor.person(person), version, chosen, code, reason);
    }

    /** Errors by field name, as the form fragments want them. */
    static Map<String, String> errors(List<FieldError> errors) {
        Map<String, String> byField = new HashMap<>();
        errors.forEach(error -> byField.put(error.pointer().replace("/", ""), error.message()));
        return byField;
    }
}
