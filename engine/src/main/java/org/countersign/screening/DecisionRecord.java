package org.countersign.screening;

import java.time.Instant;
import java.util.Map;
import org.countersign.suggestion.SuggestionId;

/**
 * Everything needed to explain and replay one verdict.
 *
 * @param facts what the rules saw; a fact that is missing was unknown
 * @param seed what the audit sample was drawn with, hex
 * @param hash hex SHA-256 of the canonical record, as the log has it
 */
public record DecisionRecord(
        SuggestionId suggestion,
        int revision,
        Instant at,
        String contentHash,
        Map<String, Object> facts,
        Verdict verdict,
        String seed,
        String hash) {}
