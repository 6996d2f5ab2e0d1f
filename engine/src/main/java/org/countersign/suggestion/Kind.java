package org.countersign.suggestion;

/** The five sorts of suggestion. */
public enum Kind {
    RECOMMENDATION,
    CAMPAIGN_COPY,
    PRICE_OFFER,
    CART_RECOVERY,
    SEGMENT_TARGETING
}
