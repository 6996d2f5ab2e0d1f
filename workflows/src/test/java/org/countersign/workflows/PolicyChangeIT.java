package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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

/** Every path through {@code policy-change.bpmn}, on both engines. */
@ParameterizedClass
@EnumSource
class PolicyChangeIT {

    private static @Nullable PathsTaken paths;

    private static final String PAST = "2026-01-01T00:00:00Z";

    private final String change = UUID.randomUUID().toString();

    private final EngineUnderTest engine;
    private final ProcessDriver process;

    @BeforeParameterizedClassInvocation
    static void watch(EngineUnderTest engine) {
        paths = PathsTaken.since(engine);
    }

    @AfterParameterizedClassInvocation
    static void everyPathWasTaken() {
        Objects.requireNonNull(paths).assertAllOf(ProcessModels.POLICY_CHANGE);
    }

    PolicyChangeIT(EngineUnderTest engine) {
        this.engine = engine;
        process = new ProcessDriver(engine);
    }

    @AfterEach
    void disconnect() {
        process.close();
    }

    @Test
    void takesAChangeThroughChecksReportAndApprovalIntoForce() {
        submit(1, PAST);
        done("policy.check", Map.of("checksPassed", true));
        done("policy.report", Map.of());
        ActivatedJob approving = done("io.camunda.zeebe:userTask", Map.of("approved", true));

        ActivatedJob activating = done("policy.activate", Map.of("activated", true));

        assertThat(approving.getElementId()).isEqualTo("userTask_ApproveChange");
        assertEnded(activating);
    }

    @Test
    void endsWhereAChangeFailsItsChecks() {
        submit(1, PAST);

        assertEnded(done("policy.check", Map.of("checksPassed", false)));
    }

    @Test
    void endsWithAChangeThatIsSentBackAndTakesItAgain() {
        submit(1, PAST);
        done("policy.check", Map.of("checksPassed", true));
        done("policy.report", Map.of());
        assertEnded(done("io.camunda.zeebe:userTask", Map.of("approved", false)));

        submit(1, PAST);

        done("policy.check", Map.of("checksPassed", false));
    }

    @Test
    void waitsForTheEffectiveDate() {
        String inTwoHours = engine.now()
                .plus(Duration.ofHours(2))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        submit(1, inTwoHours);
        done("policy.check", Map.of("checksPassed", true));
        done("policy.report", Map.of());
        done("io.camunda.zeebe:userTask", Map.of("approved", true));
        assertThat(process.hasNone("policy.activate", this::isOurs)).isTrue();

        engine.advance(Duration.ofMinutes(121));

        assertEnded(done("policy.activate", Map.of("activated", true)));
    }

    @Test
    void endsWhereTheRevisionIsReturnedAndTakesTheNextOne() {
        submit(1, PAST);
        done("policy.check", Map.of("checksPassed", true));
        done("policy.report", Map.of());
        ActivatedJob approving = process.take("io.camunda.zeebe:userTask", this::isOurs);

        process.publish(
                "policy-change-returned", change + "#1", UUID.randomUUID().toString(), Map.of());
        await().atMost(Duration.ofSeconds(30)).until(() -> process.isGone(approving));
        submit(2, PAST);

        ActivatedJob checking = done("policy.check", Map.of("checksPassed", false));
        assertThat(checking.getVariablesAsMap()).containsEntry("changeRevision", 2);
    }

    private void submit(int revision, String effectiveAt) {
        process.publish(
                "policy-change-submitted",
                change + "#" + revision,
                UUID.randomUUID().toString(),
                Map.of(
                        "changeId",
                        change,
                        "changeRevision",
                        revision,
                        "changeKey",
                        change + "#" + revision,
                        "effectiveAt",
                        effectiveAt));
    }

    private ActivatedJob done(String type, Map<String, Object> result) {
        ActivatedJob job = process.take(type, this::isOurs);
        process.complete(job, result);
        return job;
    }

    private boolean isOurs(ActivatedJob job) {
        return change.equals(job.getVariablesAsMap().get("changeId"));
    }

    private void assertEnded(ActivatedJob job) {
        await().atMost(Duration.ofSeconds(30)).until(() -> process.isEnded(job));
    }
}
