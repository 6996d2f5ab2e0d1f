package org.countersign.policy;

/** What a rule does when it hits. Only a policy can block. */
public enum Outcome {
    BLOCK,
    REVIEW,
    REDACT,
    REQUIRE_DISCLOSURE,
    WARN;

    /** Whether it leaves the route alone and binds whoever serves the content instead. */
    public boolean isObligation() {
        return this == REDACT || this == REQUIRE_DISCLOSURE || this == WARN;
    }
}
