package org.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Names as the W3C Data Privacy Vocabularies group's guide to ISO/IEC TS 27560:2023 lists them, by clause. */
class ConsentReceiptsTests {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");

    /** 6.3.3 to 6.3.7; what is mandatory there and not here stands in not_recorded. */
    private static final Set<String> MANDATORY = Set.of(
            "schema_version",
            "pii_principal_id",
            "privacy_notice",
            "language",
            "purpose",
            "pii_information",
            "pii_controllers",
            "storage_locations",
            "retention_period",
            "jurisdiction",
            "recipient_third_parties",
            "withdrawal_method",
            "party_id",
            "party_address",
            "party_name",
            "party_contact",
            "event_time",
            "validity_duration",
            "entity_id",
            "event_type",
            "event_state");

    private static final ConsentProperties COMPLETE = new ConsentProperties(
            new ConsentProperties.Controller("shop", "Shop Ltd", "1 High Street", "privacy@shop.example"),
            "en",
            "EU",
            List.of("purchases"),
            List.of("DE"),
            "P3Y",
            List.of("none"),
            "https://shop.example/consent",
            List.of("https://shop.example/rights"));

    @Test
    void holdsWhatTheSpecificationWants() {
        JsonNode receipt = receipt(COMPLETE, ConsentStatus.GRANTED);

        assertThat(receipt.path("not_recorded").valueStream().map(JsonNode::stringValue))
                .containsExactly("validity_duration");
        assertThat(names(receipt)).containsAll(without("validity_duration"));
        assertThat(receipt.at("/party_identification/0/party_name").stringValue())
                .isEqualTo("Shop Ltd");
    }

    @Test
    void namesWhatNobodyHasToldIt() {
        JsonNode receipt = receipt(
                new ConsentProperties(null, "", "", List.of(), List.of(), "", List.of(), "", List.of()),
                ConsentStatus.GRANTED);

        Set<String> covered = names(receipt);
        receipt.path("not_recorded").forEach(name -> covered.add(name.stringValue()));
        assertThat(covered).contains("party_identification");
        assertThat(covered).containsAll(without("party_id", "party_address", "party_name", "party_contact"));
    }

    @Test
    void callsAnObjectionNoConsent() {
        JsonNode receipt = receipt(COMPLETE, ConsentStatus.OBJECTED);

        assertThat(receipt.at("/event/0/event_state").stringValue()).isEqualTo("objected");
        assertThat(receipt.at("/pii_processing/purposes/0").has("lawful_basis")).isFalse();
    }

    private static Set<String> without(String... names) {
        Set<String> left = new TreeSet<>(MANDATORY);
        List.of(names).forEach(left::remove);
        return left;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.forEachEntry((name, value) -> names.add(name));
        node.forEach(child -> names.addAll(names(child)));
        return names;
    }

    private static JsonNode receipt(ConsentProperties properties, ConsentStatus status) {
        return new ConsentReceipts(properties)
                .of(
                        new SubjectId(UUID.randomUUID()),
                        new Consent("MARKETING", "EMAIL", status, MONDAY, "checkout", "2026-1"),
                        MONDAY);
    }
}
