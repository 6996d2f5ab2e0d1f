package org.countersign.audit;

/** What a log entry records. Names are part of the exported format and never change their meaning. */
public enum EntryType {
    GENESIS,
    RECEIPT,
    REVISION,
    SCREENING,
    REVIEW_OPENED,
    REVIEW_DECISION,
    APPROVAL,
    SLOTS,
    PLAN_PROPOSED,
    PLAN_CONFIRMED,
    PLAN_DISCARDED,
    PUBLISHED,
    WITHDRAWN,
    ENDED,
    RECALL,
    CONSENT,
    ERASURE,
    POLICY_VERSION,
    LOGIN
}
