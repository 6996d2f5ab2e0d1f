package org.countersign.workflows;

import java.util.Map;
import org.countersign.review.Deadlines;

/** Names of the process variables: ids, flags and due times, nothing else. */
final class Variables {

    static final String SUGGESTION_ID = "suggestionId";
    static final String GENERATION = "generation";
    static final String WANTS_SLOT = "wantsSlot";
    static final String EXPIRES_AT = "expiresAt";
    static final String ROUTE = "route";
    static final String WARN_AT = "warnAt";
    static final String ESCALATE_AT = "escalateAt";
    static final String DUE_AT = "dueAt";
    static final String DECISION = "decision";
    static final String PUBLISHED = "published";
    static final String REQUEST_ID = "requestId";
    static final String PLAN_PROPOSED = "planProposed";
    static final String PLAN_ID = "planId";
    static final String CONFIRMED = "confirmed";
    static final String BATCH_ID = "batchId";
    static final String CHUNKS = "chunks";
    static final String CHUNK = "chunk";
    static final String GROUP_ID = "groupId";
    static final String MORE = "more";

    static final String CHANGE_ID = "changeId";
    static final String CHANGE_REVISION = "changeRevision";
    static final String CHANGE_KEY = "changeKey";
    static final String EFFECTIVE_AT = "effectiveAt";
    static final String CHECKS_PASSED = "checksPassed";
    static final String APPROVED = "approved";
    static final String ACTIVATED = "activated";

    private Variables() {}

    /** What the timers of a review wait for. */
    static Map<String, Object> of(Deadlines deadlines) {
        return Map.of(
                WARN_AT, deadlines.warnAt().toString(),
                ESCALATE_AT, deadlines.escalateAt().toString(),
                DUE_AT, deadlines.dueAt().toString());
    }
}
