package org.countersign.delivery;

import java.util.Comparator;
import java.util.Map;
import org.countersign.allocation.SlotPlacement;
import org.countersign.policy.Evaluation;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Verdict;
import org.countersign.shared.Json;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why an item was published, as it was known at that moment: the grounds that {@code GET /api/v1/content/{id}/why}
 * answers with. The log commits to it, so it cannot be put right afterwards; it can be erased.
 */
final class ReceiptDocument {

    private ReceiptDocument() {}

    static ObjectNode of(
            ContentId id, SuggestionId suggestion, Proposal proposal, Clearance clearance, Occasion occasion) {
        ObjectNode receipt = Json.MAPPER.createObjectNode();
        receipt.put("contentId", id.toString());
        receipt.put("suggestionId", suggestion.toString());
        receipt.put("revision", clearance.record().revision());
        receipt.put("kind", proposal.kind().name());
        receipt.set("consent", consent(proposal.data(), clearance.record().facts()));
        receipt.set("model", model(proposal));
        receipt.set("rules", rules(clearance.record()));
        receipt.set("approval", Json.MAPPER.readTree(clearance.json()));
        receipt.set("slot", slot(occasion));
        receipt.set("experiment", Json.MAPPER.valueToTree(proposal.experiment()));
        return receipt;
    }

    /** What was relied on: the legal basis as the producer recorded it, and the consents as the register had them. */
    private static ObjectNode consent(Proposal.DataUse data, Map<String, Object> facts) {
        ObjectNode consent = Json.MAPPER.createObjectNode();
        consent.put("purpose", data.purpose());
        consent.put("legalBasis", data.legalBasis());
        ObjectNode register = consent.putObject("register");
        facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith("consent."))
                .sorted(Map.Entry.comparingByKey())
                .forEach(fact ->
                        register.put(fact.getKey().substring("consent.".length()), String.valueOf(fact.getValue())));
        ArrayNode categories = consent.putArray("dataCategories");
        data.features().stream()
                .map(Proposal.Feature::category)
                .distinct()
                .sorted()
                .forEach(categories::add);
        ArrayNode features = consent.putArray("features");
        data.features()
                .forEach(feature ->
                        features.addObject().put("name", feature.name()).put("category", feature.category()));
        return consent;
    }

    private static ObjectNode model(Proposal proposal) {
        ObjectNode model = Json.MAPPER.createObjectNode();
        model.put("name", proposal.model().name());
        model.put("version", proposal.model().version());
        model.put("score", proposal.score());
        model.set("explanation", Json.MAPPER.valueToTree(proposal.explanation()));
        return model;
    }

    private static ObjectNode rules(DecisionRecord record) {
        Verdict verdict = record.verdict();
        ObjectNode rules = Json.MAPPER.createObjectNode();
        rules.put("policyVersion", verdict.policyVersion());
        rules.put("route", verdict.route().name());
        rules.put("evaluated", verdict.hits().size() + verdict.misses().size());
        rules.put("evaluatedAt", record.at().toString());
        rules.put("bias", verdict.biasResult());
        ArrayNode hits = rules.putArray("hits");
        verdict.hits().stream()
                .sorted(Comparator.comparing(Evaluation.Hit::rule))
                .forEach(hit -> hits.addObject()
                        .put("rule", hit.rule())
                        .put("outcome", hit.outcome().name())
                        .put("message", hit.message())
                        .put("source", hit.source()));
        ArrayNode missed = rules.putArray("passed");
        verdict.misses().stream().map(Evaluation.Miss::rule).sorted().forEach(missed::add);
        return rules;
    }

    private static JsonNode slot(Occasion occasion) {
        SlotPlacement placement = occasion.placement();
        if (placement == null) {
            return Json.MAPPER.nullNode();
        }
        return Json.MAPPER
                .createObjectNode()
                .put("slot", placement.slot())
                .put("channel", placement.channel())
                .put("start", placement.start().toString())
                .put("end", placement.end().toString())
                .put("plan", placement.plan().toString())
                .put(
                        "reason",
                        "The plan maximises the total value of all waiting suggestions, and a planner confirmed it."
                                + (placement.reason() == null ? "" : " " + placement.reason()));
    }
}
