package org.countersign.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Statements as records that customer and shop can both keep, with the sections and field names of ISO/IEC TS 27560:2023
 * (6.3.3 to 6.3.7, as the W3C Data Privacy Vocabularies group lists them in its guide to that specification). What the
 * specification wants and nobody has told this register is named in {@code not_recorded}, and never made up.
 */
@Component
class ConsentReceipts {

    private final ConsentProperties properties;

    ConsentReceipts(ConsentProperties properties) {
        this.properties = properties;
    }

    ObjectNode of(SubjectId subject, Consent consent, Instant recordedAt) {
        List<String> missing = new ArrayList<>();
        ObjectNode receipt = Json.MAPPER.createObjectNode();
        receipt.putObject("record")
                .put("schema_version", "countersign-27560-1")
                .put("pii_principal_id", subject.toString())
                .put("recorded_at", recordedAt.toString());
        processing(receipt.putObject("pii_processing"), consent, missing);
        ConsentProperties.Controller controller = properties.controller();
        if (controller == null) {
            missing.add("party_identification");
        } else {
            receipt.putArray("party_identification")
                    .addObject()
                    .put("party_id", controller.id())
                    .put("party_name", controller.name())
                    .put("party_address", controller.address())
                    .put("party_contact", controller.contact())
                    .put("party_role", "PII controller");
        }
        receipt.putArray("event")
                .addObject()
                .put("event_time", consent.at().toString())
                .put("entity_id", subject.toString())
                .put("event_type", "expressed")
                .put("event_state", state(consent.status()));
        missing.add("validity_duration");
        receipt.set("not_recorded", Json.MAPPER.valueToTree(missing));
        return receipt;
    }

    private void processing(ObjectNode processing, Consent consent, List<String> missing) {
        processing.put("privacy_notice", consent.noticeVersion());
        put(processing, "language", properties.language(), missing);
        ObjectNode purpose = processing.putArray("purposes").addObject();
        purpose.put("purpose", consent.purpose());
        purpose.put("channel", consent.channel());
        if (consent.status() == ConsentStatus.GRANTED || consent.status() == ConsentStatus.WITHDRAWN) {
            purpose.put("lawful_basis", "consent");
        }
        purpose.putArray("collection_method").add(consent.source());
        ConsentProperties.Controller controller = properties.controller();
        put(purpose, "pii_controllers", controller == null ? List.of() : List.of(controller.id()), missing);
        put(purpose, "pii_information", properties.piiInformation(), missing);
        put(purpose, "storage_locations", properties.storageLocations(), missing);
        put(purpose, "retention_period", properties.retentionPeriod(), missing);
        put(purpose, "jurisdiction", properties.jurisdiction(), missing);
        put(purpose, "recipient_third_parties", properties.recipients(), missing);
        put(purpose, "withdrawal_method", properties.withdrawalMethod(), missing);
        put(purpose, "privacy_rights", properties.privacyRights(), missing);
    }

    private static void put(ObjectNode node, String field, String value, List<String> missing) {
        if (value.isEmpty()) {
            missing.add(field);
        } else {
            node.put(field, value);
        }
    }

    private static void put(ObjectNode node, String field, List<String> values, List<String> missing) {
        if (values.isEmpty()) {
            missing.add(field);
        } else {
            node.set(field, Json.MAPPER.valueToTree(values));
        }
    }

    /** With where it stands in the log; the index is missing for the second until there is one. */
    static JsonNode anchored(JsonNode receipt, LogEntry entry) {
        ObjectNode anchored = receipt.deepCopy().asObject();
        ObjectNode record =
                anchored.path("record").isObject() ? anchored.path("record").asObject() : anchored;
        record.put("record_id", entry.id().toString());
        ObjectNode anchor = anchored.putObject("anchor");
        anchor.put("entry", entry.index());
        anchor.put("commitment", entry.document().path("commitment").stringValue());
        return anchored;
    }

    /** Objection (GDPR 21) and restriction (GDPR 18) are no states of a consent; the specification has no name for them. */
    private static String state(ConsentStatus status) {
        return switch (status) {
            case GRANTED -> "given";
            case WITHDRAWN -> "withdrawn";
            case OBJECTED -> "objected";
            case RESTRICTED -> "restricted";
        };
    }
}
