package org.countersign.pages;

import static java.util.Map.entry;

import java.util.Map;

/**
 * How a value of a closed set looks: a tone and a sign, never a colour alone. The text comes from the messages, under
 * the same key.
 *
 * @param classes of the stylesheet
 * @param icon symbol of icons.svg
 */
record Badge(String classes, String icon) {

    private static final Badge PLAIN = new Badge("tone-quiet", "dot");

    private static final Map<String, Badge> BY_KEY = Map.ofEntries(
            entry("state.RECEIVED", new Badge("tone-quiet", "clock")),
            entry("state.SCREENED", new Badge("tone-info", "eye")),
            entry("state.IN_REVIEW", new Badge("tone-accent", "person")),
            entry("state.CHANGES_REQUESTED", new Badge("tone-warn", "pencil")),
            entry("state.APPROVED", new Badge("tone-ok", "check")),
            entry("state.SCHEDULED", new Badge("tone-ok", "calendar")),
            entry("state.PUBLISHED", new Badge("tone-ok", "send")),
            entry("state.WITHHELD", new Badge("tone-bad", "alert")),
            entry("state.BLOCKED", new Badge("tone-bad", "block")),
            entry("state.REJECTED", new Badge("tone-bad", "cross")),
            entry("state.EXPIRED", new Badge("tone-quiet", "clock")),
            entry("state.WITHDRAWN", new Badge("tone-quiet", "arrow-left")),
            entry("route.CLEAR", new Badge("tone-ok", "check")),
            entry("route.REVIEW", new Badge("tone-warn", "eye")),
            entry("route.BLOCK", new Badge("tone-bad", "block")),
            entry("outcome.BLOCK", new Badge("tone-bad", "block")),
            entry("outcome.REVIEW", new Badge("tone-warn", "eye")),
            entry("outcome.REDACT", new Badge("tone-info", "pencil")),
            entry("outcome.REQUIRE_DISCLOSURE", new Badge("tone-info", "info")),
            entry("outcome.WARN", new Badge("tone-warn", "alert")),
            entry("bias.PASS", new Badge("tone-ok", "check")),
            entry("bias.FAIL", new Badge("tone-bad", "alert")),
            entry("bias.REVIEW", new Badge("tone-warn", "eye")),
            entry("bias.INCONCLUSIVE", new Badge("tone-info", "question")),
            // Nothing measured must never look like fair: no colour, a broken outline.
            entry("bias.UNMEASURABLE", new Badge("tone-quiet unsure", "question")),
            entry("concern.BIAS_FAIL", new Badge("tone-bad", "scales")),
            entry("concern.POLICY", new Badge("tone-warn", "book")),
            entry("concern.BIAS_REVIEW", new Badge("tone-warn", "scales")),
            entry("concern.BIAS_UNMEASURABLE", new Badge("tone-quiet unsure", "question")),
            entry("concern.RISK", new Badge("tone-warn", "alert")),
            entry("concern.REWORK", new Badge("tone-info", "pencil")),
            entry("concern.SAMPLE", new Badge("tone-info", "eye")),
            entry("decision.APPROVE", new Badge("tone-ok", "check")),
            entry("decision.REJECT", new Badge("tone-bad", "cross")),
            entry("decision.REQUEST_CHANGES", new Badge("tone-warn", "pencil")),
            entry("plan.PROPOSED", new Badge("tone-accent", "person")),
            entry("plan.CONFIRMED", new Badge("tone-ok", "check")),
            entry("plan.DISCARDED", new Badge("tone-quiet", "cross")),
            entry("place.EXCLUDED", new Badge("tone-quiet", "person")),
            entry("place.DROPPED", new Badge("tone-warn", "alert")),
            entry("place.RELEASED", new Badge("tone-quiet", "arrow-left")),
            entry("review.APPROVED", new Badge("tone-ok", "check")),
            entry("review.REJECTED", new Badge("tone-bad", "cross")),
            entry("review.CHANGES_REQUESTED", new Badge("tone-warn", "pencil")),
            entry("engine.UP", new Badge("tone-ok", "check")),
            entry("engine.DOWN", new Badge("tone-bad", "alert")),
            entry("engine.UNKNOWN", new Badge("tone-quiet", "question")),
            entry("webhook.RINGING", new Badge("tone-ok", "check")),
            entry("webhook.FAILING", new Badge("tone-warn", "alert")),
            entry("webhook.GIVEN_UP", new Badge("tone-bad", "alert")),
            entry("webhook.REMOVED", new Badge("tone-quiet", "cross")),
            entry("alarm.OPEN", new Badge("tone-bad", "alert")),
            entry("alarm.KEPT", new Badge("tone-ok", "check")),
            entry("alarm.RECALLED", new Badge("tone-warn", "arrow-left")),
            entry("change.DRAFT", new Badge("tone-quiet", "pencil")),
            entry("change.CHECKING", new Badge("tone-info", "clock")),
            entry("change.IN_APPROVAL", new Badge("tone-accent", "person")),
            entry("change.APPROVED", new Badge("tone-ok", "check")),
            entry("change.ACTIVE", new Badge("tone-ok", "send")),
            entry("change.DISCARDED", new Badge("tone-quiet", "cross")),
            entry("fate.ADDED", new Badge("tone-ok", "pencil")),
            entry("fate.CHANGED", new Badge("tone-info", "pencil")),
            entry("fate.REMOVED", new Badge("tone-warn", "cross")),
            entry("fate.UNREADABLE", new Badge("tone-bad", "alert")),
            entry("cases.GREEN", new Badge("tone-ok", "check")),
            entry("cases.RED", new Badge("tone-bad", "alert")),
            entry("remark.DUPLICATE", new Badge("tone-bad", "alert")),
            entry("remark.NEVER_HOLDS", new Badge("tone-bad", "alert")),
            entry("remark.UNREACHABLE", new Badge("tone-warn", "alert")),
            entry("remark.NEEDLESS", new Badge("tone-info", "info")),
            entry("remark.SUBSUMED", new Badge("tone-warn", "info")),
            entry("remark.CONFLICT", new Badge("tone-warn", "scales")),
            entry("remark.GAP", new Badge("tone-warn", "question")),
            entry("remark.NEVER_SENT", new Badge("tone-warn", "question")),
            entry("remark.NOBODY", new Badge("tone-warn", "person")),
            entry("list.PROPOSED", new Badge("tone-accent", "person")),
            entry("list.APPROVED", new Badge("tone-ok", "check")),
            entry("list.REJECTED", new Badge("tone-bad", "cross")),
            entry("case.result.GREEN", new Badge("tone-ok", "check")),
            entry("case.result.RED", new Badge("tone-bad", "alert")),
            entry("case.result.NONE", new Badge("tone-quiet unsure", "question")),
            entry("glass.KEPT", new Badge("tone-ok", "check")),
            entry("glass.REVERTED", new Badge("tone-warn", "arrow-left")),
            entry("glass.LAPSED", new Badge("tone-warn", "clock")),
            entry("policyDecision.APPROVED", new Badge("tone-ok", "check")),
            entry("policyDecision.SENT_BACK", new Badge("tone-warn", "arrow-left")),
            entry("impact.RUNNING", new Badge("tone-info", "clock")),
            entry("impact.DONE", new Badge("tone-ok", "check")),
            entry("impact.CANCELLED", new Badge("tone-quiet", "cross")),
            entry("impact.FAILED", new Badge("tone-bad", "alert")),
            entry("review.CLOSED", new Badge("tone-quiet", "arrow-left")));

    /** The look of a message key such as {@code state.APPROVED}; plain for one that has none of its own. */
    static Badge of(String key) {
        return BY_KEY.getOrDefault(key, PLAIN);
    }
}
