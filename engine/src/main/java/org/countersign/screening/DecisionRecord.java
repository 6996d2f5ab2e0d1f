package org.countersign.screening;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to explain and replay one verdict.
 *
 * @param contentHash hex SHA-256 of the document that was screened
 * @param facts what the rules saw; a fact that is missing was unknown
 * @param composition the bias checks with their counts; null where the suggestion gave no composition
 * @param seed what the audit sample was drawn with, hex
 * @param sampleRate share of clear suggestions drawn, 0 to 1
 * @param licences ids of those that lowered the share
 * @param hash hex SHA-256 of the canonical record, as the log has it
 */
public record DecisionRecord(
        SuggestionId suggestion,
        int revision,
        Instant at,
        String contentHash,
        Map<String, Object> facts,
        @Nullable BiasCheckRequest composition,
        Verdict verdict,
        String seed,
        BigDecimal sampleRate,
        List<String> licences,
        String hash) {

    public DecisionRecord {
        licences = List.copyOf(licences);
    }
}
