package org.countersign.policy;

/** Where a verdict sends a suggestion, weakest first. */
public enum Route {
    CLEAR,
    REVIEW,
    BLOCK
}
