package org.countersign.suggestion;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an NDJSON upload is.
 *
 * @param client the producer that sent it
 * @param finishedAt when its last line was taken in; null while that goes on, and where it broke off
 * @param accepted lines that became suggestions
 * @param states how many of those are in each state now; states without any are left out
 */
public record BatchView(
        BatchId id,
        String client,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        int accepted,
        int duplicates,
        int conflicts,
        int invalid,
        Map<SuggestionState, Integer> states) {

    public BatchView {
        states = Map.copyOf(states);
    }

    /** Lines answered so far. */
    public int received() {
        return accepted + duplicates + conflicts + invalid;
    }

    /** Of the accepted ones, those that wait for nothing any more. */
    public int settled() {
        return states.entrySet().stream()
                .filter(state -> state.getKey().hasNoProcess())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
