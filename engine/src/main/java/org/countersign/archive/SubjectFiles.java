package org.countersign.archive;

import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Exports;
import org.countersign.audit.LogEntry;
import org.countersign.consent.Consents;
import org.countersign.consent.SubjectId;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SubjectSuggestions;
import org.countersign.suggestion.SuggestionView;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that is known of one customer (GDPR 15), as one document that a machine and a person can read. */
@Service
public class SubjectFiles {

    private final Consents consents;
    private final SubjectSuggestions suggestions;
    private final AuditEntries log;
    private final Exports exports;

    SubjectFiles(Consents consents, SubjectSuggestions suggestions, AuditEntries log, Exports exports) {
        this.consents = consents;
        this.suggestions = suggestions;
        this.log = log;
        this.exports = exports;
    }

    /**
     * Puts the file together; that it was is in the log.
     *
     * @throws Refusal.NotFound if nothing is known of the customer
     */
    @Transactional
    public ObjectNode of(Actor actor, String ref) {
        SubjectId subject = consents.find(ref).orElseThrow(() -> new Refusal.NotFound("subject", ref));
        exports.record(actor, "subject", Map.of("subject", subject.toString()));
        ObjectNode file = Json.MAPPER.createObjectNode();
        file.put("subject", ref);
        file.put("identityInTheLog", subject.toString());
        file.set("consents", Json.MAPPER.valueToTree(consents.current(ref)));
        file.set("consentHistory", Json.MAPPER.valueToTree(consents.history(ref)));
        file.set("consentReceipts", Json.MAPPER.valueToTree(consents.receipts(ref)));
        ArrayNode proposed = file.putArray("suggestions");
        suggestions.of(subject).forEach(each -> proposed.add(suggestion(each)));
        file.set("log", entries(log.about("subject:" + subject)));
        return file;
    }

    private ObjectNode suggestion(SuggestionView view) {
        ObjectNode suggestion = Json.MAPPER.createObjectNode();
        suggestion.put("id", view.id().toString());
        suggestion.put("state", view.state().name());
        suggestion.put("receivedAt", view.receivedAt().toString());
        suggestion.set("document", view.document());
        suggestion.set("decisions", entries(log.about(view.id().subject())));
        return suggestion;
    }

    private static ArrayNode entries(List<LogEntry> entries) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        entries.forEach(entry -> all.addObject()
                .put("index", entry.index())
                .put("what", entry.type().name())
                .put("at", entry.at().toString())
                .set("facts", entry.document().path("facts")));
        return all;
    }
}
