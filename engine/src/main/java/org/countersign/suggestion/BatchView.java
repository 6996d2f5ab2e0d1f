package org.countersign.suggestion;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an NDJSON upload is.
 *
 * @param client the producer that sent it
 * @param finishedAt when its last line was taken in; null while that goes on, and where it broke off
 * @param closedAt when taking in ended, whole or broken off; null while that goes on
 * @param accepted lines that became suggestions
 * @param states how many of those are in each state now; states without any are left out
 */
public record BatchView(
        BatchId id,
        String client,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant closedAt,
        int accepted,
        int duplicates,
        int conflicts,
        int invalid,
        Map<SuggestionState, Integer> states) {

    public BatchView {
        states = Map.copyOf(states);
    }

    BatchView in(Map<SuggestionState, Integer> counted) {
        return new BatchView(
                id, client, receivedAt, finishedAt, closedAt, accepted, duplicates, conflicts, invalid, counted);
    }

    /** Whether the sender, or we, went away before every line was answered. */
    public boolean brokeOff() {
        return closedAt != null && finishedAt == null;
    }

    /** Lines answered so far. */
    public int received() {
        return accepted + duplicates + conflicts + invalid;
    }

    /** Of the accepted ones, those that have a verdict or need none any more. */
    public int screened() {
        return accepted - states.getOrDefault(SuggestionState.RECEIVED, 0);
    }

    /** Of the accepted ones, those that wait for nothing any more. */
    public int settled() {
        return states.entrySet().stream()
                .filter(state -> state.getKey().hasNoProcess())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
