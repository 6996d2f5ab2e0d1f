package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import org.countersign.WebTest;
import org.countersign.operations.EngineStatus;
import org.countersign.operations.Operations;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

@WebTest
@ActiveProfiles("demo")
class IntakeGateTests {

    private static final int BODY = SuggestionController.BODY;

    @Autowired
    private Operations operations;

    @Autowired
    private IntakeSettings settings;

    @Autowired
    private MockMvc mvc;

    @AfterEach
    void theEngineKeepsUpAgain() {
        waiting(0);
    }

    @Test
    void letsInWhatMemoryBearsAndTheNextOnceThereIsRoom() {
        IntakeGate gate = new IntakeGate(new IntakeSettings(DataSize.ofMegabytes(33), 1, 10), operations);

        IntakeGate.Place first = gate.forBody(BODY, BODY);
        try (IntakeGate.Place second = gate.forBody(-1, BODY)) {
            assertThat(second).isNotNull();
            assertThatThrownBy(() -> gate.forBody(BODY, BODY)).satisfies(IntakeGateTests::asksToComeAgain);
        }
        first.close();

        try (IntakeGate.Place again = gate.forBody(BODY, BODY)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void letsInSoManyUploadsAtOnce() {
        IntakeGate gate = new IntakeGate(new IntakeSettings(DataSize.ofMegabytes(33), 1, 10), operations);

        try (IntakeGate.Place only = gate.forUpload()) {
            assertThat(only).isNotNull();
            assertThatThrownBy(gate::forUpload).satisfies(IntakeGateTests::asksToComeAgain);
        }

        gate.forUpload().close();
    }

    @Test
    void refusesSettingsThatLeaveNoRoomForABody() {
        assertThatThrownBy(() -> new IntakeSettings(DataSize.ofMegabytes(15), 1, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("countersign.intake.bodies");
    }

    @Test
    void answers429WhileTheEngineIsFarBehind() throws Exception {
        String accepted = SuggestionRequests.accepted(mvc, Proposals.offer());
        waiting(settings.backlog() + 1);

        for (String type : new String[] {"application/json", "application/x-ndjson"}) {
            mvc.perform(post("/api/v1/suggestions")
                            .header("Authorization", "Bearer demo-producer")
                            .contentType(type)
                            .content(Proposals.offer().json()))
                    .andExpect(status().isTooManyRequests())
                    .andExpect(header().string(HttpHeaders.RETRY_AFTER, "60"))
                    .andExpect(content().contentType("application/problem+json"))
                    .andExpect(jsonPath("$.type").value(Problems.TYPE_PREFIX + "too-many-requests"));
        }

        mvc.perform(post("/api/v1/suggestions/" + accepted + "/revisions")
                        .header("Authorization", "Bearer demo-producer")
                        .contentType("application/json")
                        .content(Proposals.offer().json()))
                .andExpect(status().isTooManyRequests());
        mvc.perform(post("/api/v1/screenings")
                        .header("Authorization", "Bearer demo-producer")
                        .contentType("application/json")
                        .content(Proposals.offer().json()))
                .andExpect(status().isOk());

        waiting(settings.backlog());
        mvc.perform(post("/api/v1/suggestions")
                        .header("Authorization", "Bearer demo-producer")
                        .contentType("application/json")
                        .content(Proposals.offer().json()))
                .andExpect(status().isAccepted());
    }

    private void waiting(long commands) {
        operations.report(new EngineStatus(EngineStatus.State.UNKNOWN, "Test.", Instant.EPOCH, commands));
    }

    private static void asksToComeAgain(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(ErrorResponseException.class, refusal -> {
            assertThat(refusal.getStatusCode().value()).isEqualTo(429);
            assertThat(refusal.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
            assertThat(refusal.getBody().getDetail()).contains("Nothing was taken in.");
        });
    }
}
