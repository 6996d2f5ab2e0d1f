package org.countersign.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the log is doing.
 *
 * @param size of the newest checkpoint
 * @param signedAt when it was signed
 * @param waiting entries that no checkpoint covers yet
 * @param waitingSince time of the oldest of them; null if there is none
 * @param problems what somebody has to look at, in sentences; empty if all is well
 */
public record LogStatus(
        long size, Instant signedAt, long waiting, @Nullable Instant waitingSince, List<String> problems) {

    public LogStatus {
        problems = List.copyOf(problems);
    }
}
