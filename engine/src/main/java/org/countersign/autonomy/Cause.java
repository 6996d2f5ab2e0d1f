package org.countersign.autonomy;

/** Why evidence starts anew, and for all but the first why a licence ended. */
public enum Cause {
    /** A licence was granted: the next step takes evidence of its own. */
    GRANTED,
    REPLACED,
    DECLINED,
    WITHDRAWN,
    ALARM,
    COMPLAINT,
    CANARY,
    RECALL
}
