package org.countersign.governance;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An impact report, made or being made.
 *
 * @param days how far back it looks; null for a file
 * @param total decisions to judge
 * @param done decisions judged so far
 * @param failure why there is no report; null where there is one, or may be
 * @param report null unless DONE
 * @param reportHash hex SHA-256 of the report's canonical JSON; null unless DONE
 */
public record ImpactView(
        ImpactId id,
        String from,
        String to,
        @Nullable Integer days,
        @Nullable String file,
        String requestedBy,
        State state,
        long total,
        long done,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        @Nullable ImpactReport report,
        @Nullable String reportHash) {

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /** @throws NullPointerException unless it is done */
    public String hash() {
        return Objects.requireNonNull(reportHash);
    }

    /** Share that is done, 0 to 1. */
    public double progress() {
        return total == 0 ? (state == State.RUNNING ? 0 : 1) : Math.min(1, (double) done / total);
    }
}
