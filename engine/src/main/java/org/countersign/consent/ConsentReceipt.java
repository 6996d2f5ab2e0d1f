package org.countersign.consent;

import java.time.Instant;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A statement as a record that customer and shop can both keep, in the shape of ISO/IEC TS 27560:2023: who, to what
 * notice, for which purpose, when, and in which state it is.
 */
final class ConsentReceipt {

    private ConsentReceipt() {}

    static ObjectNode of(SubjectId subject, Consent consent, Instant recordedAt) {
        ObjectNode receipt = Json.MAPPER.createObjectNode();
        receipt.put("schema_version", "ISO-27560-2023");
        receipt.put("pii_principal_id", subject.toString());
        receipt.put("recorded_at", recordedAt.toString());
        receipt.put("privacy_notice", consent.noticeVersion());
        receipt.putArray("purposes")
                .addObject()
                .put("purpose", consent.purpose())
                .put("lawful_basis", "consent")
                .put("channel", consent.channel())
                .put("collection_method", consent.source());
        receipt.putArray("events")
                .addObject()
                .put("event_time", consent.at().toString())
                .put("event_type", "explicit")
                .put("event_state", state(consent.status()));
        return receipt;
    }

    /** With where it stands in the log; the index is missing for the second until there is one. */
    static JsonNode anchored(JsonNode receipt, LogEntry entry) {
        ObjectNode anchored = receipt.deepCopy().asObject();
        anchored.put("record_id", entry.id().toString());
        ObjectNode anchor = anchored.putObject("anchor");
        anchor.put("entry", entry.index());
        anchor.put("commitment", entry.document().path("commitment").stringValue());
        return anchored;
    }

    private static String state(ConsentStatus status) {
        return switch (status) {
            case GRANTED -> "consent given";
            case WITHDRAWN -> "consent withdrawn";
            case OBJECTED -> "objected";
            case RESTRICTED -> "processing restricted";
        };
    }
}
