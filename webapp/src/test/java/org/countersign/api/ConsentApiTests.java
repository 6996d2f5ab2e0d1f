package org.countersign.api;

import static org.hamcrest.Matchers.contains;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.countersign.WebTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
@ActiveProfiles("demo")
class ConsentApiTests {

    private static final String GRANTED = """
            {"purpose": "MARKETING", "channel": "EMAIL", "status": "GRANTED", "at": "2026-10-01T08:00:00Z",
             "source": "checkout", "noticeVersion": "2026-1"}
            """;

    private static final String WITHDRAWN = """
            {"purpose": "MARKETING", "channel": "EMAIL", "status": "WITHDRAWN", "at": "2026-10-02T08:00:00Z",
             "source": "preference-centre", "noticeVersion": "2026-1"}
            """;

    @Autowired
    private MockMvc mvc;

    private final String ref = "customer-" + UUID.randomUUID();

    @Test
    void answersWithWhatIsInForceAndTheHistory() throws Exception {
        record("{\"consents\": [" + GRANTED + "," + WITHDRAWN + "]}").andExpect(status().isOk());

        consents()
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.consents.length()").value(1))
                .andExpect(jsonPath("$.consents[0].status").value("WITHDRAWN"))
                .andExpect(jsonPath("$.consents[0].at").value("2026-10-02T08:00:00Z"))
                .andExpect(jsonPath("$.consents[0].source").value("preference-centre"))
                .andExpect(jsonPath("$.consents[0].noticeVersion").value("2026-1"))
                .andExpect(jsonPath("$.history.length()").value(2))
                .andExpect(jsonPath("$.history[0].status").value("GRANTED"));
    }

    @Test
    void givesReceiptsThatTheLogCommitsTo() throws Exception {
        record("{\"consents\": [" + GRANTED + "," + WITHDRAWN + "]}").andExpect(status().isOk());

        mvc.perform(get("/api/v1/subjects/{ref}/consents/receipts", ref)
                        .header("Authorization", "Bearer demo-producer"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(2))
                .andExpect(jsonPath("$[0].record.schema_version").value("countersign-27560-1"))
                .andExpect(jsonPath("$[0].record.record_id").isNotEmpty())
                .andExpect(jsonPath("$[0].pii_processing.privacy_notice").value("2026-1"))
                .andExpect(jsonPath("$[0].pii_processing.purposes[0].purpose").value("MARKETING"))
                .andExpect(jsonPath("$[0].not_recorded[?(@ == 'validity_duration')]")
                        .isNotEmpty())
                .andExpect(jsonPath("$[0].anchor.commitment").isNotEmpty())
                .andExpect(jsonPath("$[1].event[0].event_state").value("withdrawn"));
    }

    @Test
    void givesTheCustomerAllThatIsKnownUntilTheyAreForgotten() throws Exception {
        record("{\"consents\": [" + GRANTED + "]}").andExpect(status().isOk());

        mvc.perform(get("/api/v1/subjects/{ref}", ref).header("Authorization", "Bearer demo-officer"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.subject").value(ref))
                .andExpect(jsonPath("$.consents.length()").value(1))
                .andExpect(jsonPath("$.consentReceipts.length()").value(1))
                .andExpect(jsonPath("$.suggestions.length()").value(0))
                .andExpect(jsonPath("$.log[0].what").value("CONSENT"));
        mvc.perform(delete("/api/v1/subjects/{ref}", ref).header("Authorization", "Bearer demo-officer"))
                .andExpect(status().isNoContent());
        mvc.perform(get("/api/v1/subjects/{ref}", ref).header("Authorization", "Bearer demo-officer"))
                .andExpect(status().isNotFound());
    }

    @Test
    void knowsNothingOfTheUnknown() throws Exception {
        consents()
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.consents.length()").value(0))
                .andExpect(jsonPath("$.history.length()").value(0));
    }

    @Test
    void tellsEverythingWrongAtOnceAndRecordsNothing() throws Exception {
        record("{\"consents\": [" + GRANTED
                        + ", {\"purpose\": \"MARKETING\", \"status\": \"MAYBE\", \"at\": \"yesterday\"}, null]}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.errors[*].pointer")
                        .value(contains(
                                "/consents/1/channel",
                                "/consents/1/source",
                                "/consents/1/noticeVersion",
                                "/consents/1/status",
                                "/consents/1/at",
                                "/consents/2")));

        consents().andExpect(jsonPath("$.history.length()").value(0));
    }

    @Test
    void refusesUnknownFieldsAndNoStatements() throws Exception {
        record("{}").andExpect(status().isUnprocessableContent());
        record("{\"consents\": [], \"subject\": \"x\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/subject"));
        record("{\"consents\": [{\"granted\": true}]}").andExpect(status().isUnprocessableContent());
        record("[]").andExpect(status().isUnprocessableContent());
        record("{").andExpect(status().isBadRequest());
    }

    @Test
    void erases() throws Exception {
        record("{\"consents\": [" + GRANTED + "]}").andExpect(status().isOk());

        mvc.perform(delete("/api/v1/subjects/" + ref).header("Authorization", "Bearer demo-producer"))
                .andExpect(status().isNoContent());

        consents().andExpect(jsonPath("$.history.length()").value(0));
        mvc.perform(delete("/api/v1/subjects/" + ref).header("Authorization", "Bearer demo-producer"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType("application/problem+json"));
    }

    @Test
    void letsOnlyProducersWrite() throws Exception {
        for (String token : new String[] {"demo-consumer", "demo-officer", "demo-auditor"}) {
            mvc.perform(put("/api/v1/subjects/" + ref + "/consents")
                            .header("Authorization", "Bearer " + token)
                            .contentType("application/json")
                            .content("{\"consents\": [" + GRANTED + "]}"))
                    .andExpect(status().isForbidden())
                    .andExpect(content().contentType("application/problem+json"));
        }
    }

    private ResultActions record(String body) throws Exception {
        return mvc.perform(put("/api/v1/subjects/" + ref + "/consents")
                .header("Authorization", "Bearer demo-producer")
                .contentType("application/json")
                .content(body));
    }

    private ResultActions consents() throws Exception {
        return mvc.perform(
                get("/api/v1/subjects/" + ref + "/consents").header("Authorization", "Bearer demo-producer"));
    }
}
