package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every path through {@code campaign-allocation.bpmn}, on both engines. */
@ParameterizedClass
@EnumSource
class CampaignAllocationIT {

    private static @Nullable PathsTaken paths;

    private static final String PROPOSE = "allocation.propose";
    private static final String CONFIRM = "io.camunda.zeebe:userTask";

    private final String request = UUID.randomUUID().toString();
    private final String plan = UUID.randomUUID().toString();

    private final EngineUnderTest engine;
    private final ProcessDriver process;

    @BeforeParameterizedClassInvocation
    static void watch(EngineUnderTest engine) {
        paths = PathsTaken.since(engine);
    }

    @AfterParameterizedClassInvocation
    static void everyPathWasTaken() {
        Objects.requireNonNull(paths).assertAllOf(ProcessModels.CAMPAIGN_ALLOCATION);
    }

    CampaignAllocationIT(EngineUnderTest engine) {
        this.engine = engine;
        process = new ProcessDriver(engine);
    }

    @AfterEach
    void disconnect() {
        process.close();
    }

    @Test
    void endsWhereThereIsNothingToPlan() {
        request();

        ActivatedJob proposing = proposed(Map.of("planProposed", false));

        assertEnded(proposing);
    }

    @Test
    void waitsForThePlannerAndEndsWithTheConfirmation() {
        request();
        proposed(Map.of("planProposed", true, "planId", plan));

        ActivatedJob confirming = confirming();
        assertThat(confirming.getElementId()).isEqualTo("userTask_ConfirmPlan");
        process.complete(confirming, Map.of("confirmed", true));

        assertEnded(confirming);
    }

    @Test
    void endsWithAPlanThatIsDiscarded() {
        request();
        proposed(Map.of("planProposed", true, "planId", plan));

        ActivatedJob confirming = confirming();
        process.complete(confirming, Map.of("confirmed", false));

        assertEnded(confirming);
    }

    @Test
    void plansAgainWhileAPlanWaitsForItsConfirmation() {
        request();
        proposed(Map.of("planProposed", true, "planId", plan));
        confirming();

        String second = UUID.randomUUID().toString();
        process.publish("allocation-requested", "", second, Map.of("requestId", second));

        process.take(PROPOSE, job -> second.equals(job.getVariablesAsMap().get("requestId")));
    }

    @Test
    void runsEveryHour() {
        engine.advance(Duration.ofMinutes(61));

        ActivatedJob proposing =
                process.take(PROPOSE, job -> !job.getVariablesAsMap().containsKey("requestId"));
        process.complete(proposing, Map.of("planProposed", false));

        assertEnded(proposing);
    }

    private void request() {
        process.publish("allocation-requested", "", request, Map.of("requestId", request));
    }

    private ActivatedJob proposed(Map<String, Object> result) {
        ActivatedJob job = process.take(
                PROPOSE,
                candidate -> request.equals(candidate.getVariablesAsMap().get("requestId")));
        process.complete(job, result);
        return job;
    }

    private ActivatedJob confirming() {
        return process.take(CONFIRM, job -> plan.equals(job.getVariablesAsMap().get("planId")));
    }

    private void assertEnded(ActivatedJob job) {
        await().atMost(Duration.ofSeconds(30)).until(() -> process.isEnded(job));
    }
}
