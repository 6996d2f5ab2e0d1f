package org.countersign.workflows;

import java.util.Set;

/** Names of the messages that the models wait for. */
final class Messages {

    static final String SUGGESTION_RECEIVED = "suggestion-received";
    static final String SUGGESTION_REVISED = "suggestion-revised";
    static final String SUGGESTION_SCHEDULED = "suggestion-scheduled";
    static final String SUGGESTION_ENDED = "suggestion-ended";
    static final String ALLOCATION_REQUESTED = "allocation-requested";
    static final String BATCH_RECEIVED = "batch-received";
    static final String REVIEW_GROUP_OPENED = "review-group-opened";

    static final String POLICY_CHANGE_SUBMITTED = "policy-change-submitted";
    static final String POLICY_CHANGE_RETURNED = "policy-change-returned";

    static final Set<String> ALL = Set.of(
            SUGGESTION_RECEIVED,
            SUGGESTION_REVISED,
            SUGGESTION_SCHEDULED,
            SUGGESTION_ENDED,
            ALLOCATION_REQUESTED,
            BATCH_RECEIVED,
            REVIEW_GROUP_OPENED,
            POLICY_CHANGE_SUBMITTED,
            POLICY_CHANGE_RETURNED);

    /** They concern one suggestion each, and there can be ten thousand of them at once. */
    static final Set<String> ABOUT_ONE_SUGGESTION =
            Set.of(SUGGESTION_RECEIVED, SUGGESTION_REVISED, SUGGESTION_SCHEDULED, SUGGESTION_ENDED);

    private Messages() {}
}
