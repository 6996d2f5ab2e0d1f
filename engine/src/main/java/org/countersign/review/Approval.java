package org.countersign.review;

import java.time.Instant;

/**
 * One person's, or the automatic path's, yes.
 *
 * @param by {@code PERSON:name} or {@code SYSTEM:automatic}
 * @param contentHash what it is bound to: the content as it was approved
 * @param policyVersion and the policies it was approved under
 * @param record and the decision record it was judged by, by its hash: the facts, the prices and the bias report of then
 * @param entry id of the log entry
 */
public record Approval(
        String by, Instant at, int revision, String contentHash, String policyVersion, String record, String entry) {}
