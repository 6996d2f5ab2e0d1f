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
    REGATED,
    RECALL,
    CONSENT,
    ERASURE,
    POLICY_VERSION,
    POLICY_ACTIVATED,
    POLICY_DRAFTED,
    POLICY_SUBMITTED,
    POLICY_REPORTED,
    POLICY_DECIDED,
    POLICY_BREAK_GLASS,
    LOGIN
}
