package org.countersign.bias;

/** The five results of a check, most severe first. Only PASS reads as fair. */
public enum BiasResult {
    FAIL,
    REVIEW,
    UNMEASURABLE,
    INCONCLUSIVE,
    PASS
}
