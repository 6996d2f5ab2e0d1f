package org.countersign.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.RequestedChange;
import org.countersign.review.Reviewer;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.jspecify.annotations.Nullable;

/** What a reviewer typed; it comes back on the page whatever became of it. */
record DecisionForm(
        @Nullable Decision decision,
        @Nullable ReasonCode code,
        @Nullable String reason,
        @Nullable List<String> place,
        @Nullable List<String> change,
        long version) {

    /** Places where a change can be requested at once. */
    static final int ROWS = 3;

    /** A change as it was typed. */
    record Row(String place, String text) {}

    static DecisionForm empty(long version) {
        return new DecisionForm(null, null, null, null, null, version);
    }

    /** The same words for another state of the review. */
    DecisionForm at(long newVersion) {
        return new DecisionForm(decision, code, reason, place, change, newVersion);
    }

    NewDecision by(Reviewer person, Decision chosen) {
        ReasonCode about = code == null ? ReasonCode.OTHER : code;
        List<RequestedChange> changes = rows().stream()
                .filter(row -> !row.text().isBlank())
                .map(row -> new RequestedChange(
                        row.place().isBlank() ? null : row.place(),
                        about,
                        row.text().strip()))
                .toList();
        return new NewDecision(Actor.person(person.name()), person.groups(), version, chosen, code, reason, changes);
    }

    /** The changes, filled up to {@value #ROWS}. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < ROWS; n++) {
            rows.add(new Row(at(place, n), at(change, n)));
        }
        return rows;
    }

    private static String at(@Nullable List<String> list, int n) {
        return list == null || n >= list.size() ? "" : list.get(n);
    }

    /** Errors by field name, as the form fragments want them. */
    static Map<String, String> errors(List<FieldError> errors) {
        Map<String, String> byField = new HashMap<>();
        errors.forEach(error -> byField.put(error.pointer().replace("/", ""), error.message()));
        return byField;
    }
}
