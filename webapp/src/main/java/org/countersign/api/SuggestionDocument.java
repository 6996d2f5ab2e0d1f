package org.countersign.api;

import java.util.List;
import org.countersign.review.Approval;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Verdict;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A suggestion as the API tells it: the fields that were posted, and beside them what became of it. */
final class SuggestionDocument {

    private SuggestionDocument() {}

    /** @param screened the newest decision record; null before screening, and of another revision after a new one */
    static JsonNode of(SuggestionView view, @Nullable DecisionRecord screened, List<Approval> approvals) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", view.id().toString());
        json.put("client", view.client());
        json.put("externalId", view.externalId());
        if (view.document() != null) {
            json.setAll((ObjectNode) view.document());
        }
        json.put("erased", view.document() == null);
        json.put("state", view.state().name());
        json.put("revision", view.revision());
        json.put("contentHash", view.contentHash());
        json.put("receivedAt", view.receivedAt().toString());
        Verdict verdict = screened != null && screened.revision() == view.revision() ? screened.verdict() : null;
        json.set("verdict", verdict == null ? null : verdict(verdict));
        json.set("biasReport", Json.MAPPER.valueToTree(verdict == null ? null : verdict.bias()));
        json.set("approvals", Json.MAPPER.valueToTree(approvals));
        json.set("history", Json.MAPPER.valueToTree(view.history()));
        return json;
    }

    private static JsonNode verdict(Verdict verdict) {
        ObjectNode json = Json.MAPPER.valueToTree(verdict);
        // It has a place of its own beside the verdict.
        json.remove("bias");
        return json;
    }
}
