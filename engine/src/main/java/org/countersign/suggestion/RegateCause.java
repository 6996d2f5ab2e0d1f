package org.countersign.suggestion;

/** What changed under an approval, so that it fell and its suggestion is gated once more. */
public enum RegateCause {
    POLICY_CHANGED,
    CONSENT_CHANGED,
    BIAS_REPORT_CHANGED,
    PRICE_REFERENCE_CHANGED,
    APPROVAL_EXPIRED
}
