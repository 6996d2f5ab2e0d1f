package org.countersign.operations;

/**
 * A piece of work that has just failed.
 *
 * @param key the same for each attempt
 * @param reason for an operator; at most 1,000 characters are kept
 */
public record FailedWork(String key, String kind, String subject, String reason) {

    private static final int REASON_LENGTH = 1_000;

    public FailedWork {
        reason = reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) : reason;
    }
}
