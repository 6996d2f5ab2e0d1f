package org.countersign.review;

/** Why something was turned down, in words that can be counted; the text beside it says the rest. */
public enum ReasonCode {
    CLAIM_NOT_PROVEN,
    PRICE_NOT_RIGHT,
    TONE_OR_WORDING,
    WRONG_AUDIENCE,
    UNFAIR_TO_A_GROUP,
    SENSITIVE_OR_HARMFUL,
    CONSENT_OR_DATA,
    NOT_LEGAL,
    NOT_USEFUL,
    OTHER
}
