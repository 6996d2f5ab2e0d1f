package org.countersign.api;

import java.util.List;
import org.countersign.delivery.Withheld;
import org.countersign.review.Approval;
import org.countersign.review.ReviewView;
import org.countersign.screening.Counterfactual;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Verdict;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A suggestion as the API tells it: the fields that were posted, and beside them what became of it. */
final class SuggestionDocument {

    private SuggestionDocument() {}

    /**
     * @param screened the newest decision record; null before screening, and of another revision after a new one
     * @param counterfactuals the smallest changes that would pass; empty where nothing is to be changed
     * @param withheld what the log published of it and the feed does not show
     */
    static JsonNode of(
            SuggestionView view,
            @Nullable DecisionRecord screened,
            List<Counterfactual> counterfactuals,
            List<Approval> approvals,
            List<ReviewView> reviews,
            List<Withheld> withheld) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", view.id().toString());
        json.put("client", view.client());
        json.put("externalId", view.externalId());
        if (view.document() != null) {
            json.setAll((ObjectNode) view.document());
        }
        json.put("erased", view.document() == null);
        json.put("state", view.state().name());
        ArrayNode unseen = json.putArray("withheld");
        withheld.forEach(item -> unseen.addObject()
                .put("contentId", item.content().toString())
                .put("position", item.position())
                .put("reason", item.reason()));
        json.put("revision", view.revision());
        json.put("contentHash", view.contentHash());
        json.put("receivedAt", view.receivedAt().toString());
        Verdict verdict = screened != null && screened.revision() == view.revision() ? screened.verdict() : null;
        json.set("verdict", verdict == null ? null : verdict(verdict));
        json.set("biasReport", Json.MAPPER.valueToTree(verdict == null ? null : verdict.bias()));
        json.set("counterfactuals", Json.MAPPER.valueToTree(counterfactuals));
        json.set("approvals", Json.MAPPER.valueToTree(approvals));
        json.put(
                "approvedUntil",
                view.approvedUntil() == null ? null : view.approvedUntil().toString());
        ArrayNode held = json.putArray("reviews");
        reviews.forEach(review -> held.add(review(review)));
        json.set("history", Json.MAPPER.valueToTree(view.history()));
        return json;
    }

    /** What people were asked and said, without who they are: a producer needs the reasons. */
    private static JsonNode review(ReviewView review) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("revision", review.revision())
                .put("concern", review.concern().name())
                .put(
                        "outcome",
                        review.outcome() == null ? null : review.outcome().name())
                .put("openedAt", review.openedAt().toString())
                .put(
                        "dueAt",
                        review.deadlines() == null
                                ? null
                                : review.deadlines().dueAt().toString());
        json.set("waitsFor", Json.MAPPER.valueToTree(review.isOpen() ? review.waitsFor() : List.of()));
        ArrayNode decisions = json.putArray("decisions");
        for (ReviewView.Word word : review.words()) {
            ObjectNode decision = decisions
                    .addObject()
                    .put("decision", word.decision().name())
                    .put("code", word.code() == null ? null : word.code().name())
                    .put("reason", word.reason())
                    .put("at", word.at().toString());
            decision.set("changes", Json.MAPPER.valueToTree(word.changes()));
        }
        return json;
    }

    private static JsonNode verdict(Verdict verdict) {
        ObjectNode json = Json.MAPPER.valueToTree(verdict);
        // It has a place of its own beside the verdict.
        json.remove("bias");
        return json;
    }
}
