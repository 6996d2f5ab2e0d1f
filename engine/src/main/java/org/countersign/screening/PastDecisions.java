package org.countersign.screening;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.bias.BiasResult;
import org.countersign.policy.FactSet;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * The front door to the decisions of the past, for whoever asks what other policies would have made of them: of each
 * suggestion the newest one, without those whose customer was erased.
 */
@Service
public class PastDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(PastDecisions.class);

    private final DecisionRecords records;

    PastDecisions(DecisionRecords records) {
        this.records = records;
    }

    /**
     * Some of them.
     *
     * @param last where the next page begins; the same as asked for at the end
     * @param unreadable how many more there were that this version of the product cannot read
     */
    public record Some(List<PastDecision> decisions, long last, int unreadable) {}

    /** How many were made in a window. */
    public long count(Instant from, Instant until) {
        return records.count(from, until);
    }

    /**
     * Those of a window, in the order they were made.
     *
     * @param after {@link Some#last} of the page before; 0 for the first
     */
    public Some page(long after, Instant from, Instant until, int limit) {
        return read(records.page(after, from, until, limit), after);
    }

    /** Those of these suggestions. */
    public Some of(Collection<SuggestionId> suggestions) {
        return read(records.of(suggestions), 0);
    }

    /**
     * Decisions of a file, one a line: decision records as they are stored, or only what rules would see, as
     * {@code {"facts": {...}}}.
     *
     * @param first number of the first line; the next one is in {@link Some#last}
     */
    public Some parse(List<String> lines, long first) {
        List<PastDecision> decisions = new ArrayList<>();
        long number = first;
        for (String line : lines) {
            try {
                decisions.add(parse(line, number));
            } catch (RuntimeException e) {
                LOG.info("Line {} of a file is no decision: {}", number, e.getMessage());
            }
            number++;
        }
        return new Some(decisions, number, lines.size() - decisions.size());
    }

    private static PastDecision parse(String line, long number) {
        JsonNode json = Json.MAPPER.readTree(line);
        if (json.has("format")) {
            return decision(number, RecordDocument.read(line.getBytes(StandardCharsets.UTF_8)));
        }
        FactSet facts = FactSet.read(json.required("facts"));
        return new PastDecision(
                number,
                new SuggestionId(new UUID(0, number)),
                1,
                Instant.EPOCH,
                "",
                facts,
                List.of(),
                BiasResult.valueOf(String.valueOf(facts.values().getOrDefault("bias.result", "UNMEASURABLE"))),
                List.of());
    }

    private static Some read(List<Map.Entry<Long, byte[]>> rows, long after) {
        List<PastDecision> decisions = rows.parallelStream()
                .<PastDecision>mapMulti((row, sink) -> {
                    try {
                        sink.accept(decision(row.getKey(), RecordDocument.read(row.getValue())));
                    } catch (RuntimeException e) {
                        LOG.warn("The decision record {} cannot be read and is left out of a replay.", row.getKey(), e);
                    }
                })
                .toList();
        long last = rows.isEmpty() ? after : rows.getLast().getKey();
        return new Some(decisions, last, rows.size() - decisions.size());
    }

    private static PastDecision decision(long seq, DecisionRecord record) {
        Verdict verdict = record.verdict();
        return new PastDecision(
                seq,
                record.suggestion(),
                record.revision(),
                record.at(),
                verdict.policyVersion(),
                new FactSet(record.facts()),
                record.composition() == null
                        ? List.of()
                        : new ArrayList<>(record.composition().checks()),
                BiasResult.valueOf(verdict.biasResult()),
                verdict.hits());
    }
}
