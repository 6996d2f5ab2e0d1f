package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every path of the models that work for many suggestions at once. */
@ParameterizedClass
@EnumSource
class BulkProcessesIT {

    private static @Nullable PathsTaken paths;

    private final String id = UUID.randomUUID().toString();
    private final EngineUnderTest engine;
    private final ProcessDriver process;

    @BeforeParameterizedClassInvocation
    static void watch(EngineUnderTest engine) {
        paths = PathsTaken.since(engine);
    }

    @AfterParameterizedClassInvocation
    static void everyPathWasTaken() {
        Objects.requireNonNull(paths).assertAllOf(ProcessModels.BATCH_SCREENING, ProcessModels.GROUP_REVIEW);
    }

    BulkProcessesIT(EngineUnderTest engine) {
        this.engine = engine;
        process = new ProcessDriver(engine);
    }

    @AfterEach
    void end() {
        process.close();
    }

    @Test
    void gatesEachChunkOnceAndThenAsksPeople() {
        process.publish("batch-received", id, id, Map.of("batchId", id, "chunks", 3));

        List<ActivatedJob> chunks =
                IntStream.rangeClosed(1, 3).mapToObj(n -> take("batch.gate", n)).toList();
        assertThat(process.hasNone("batch.gate", this::mine)).isTrue();
        process.complete(chunks.get(0), Map.of());
        process.complete(chunks.get(2), Map.of());
        assertThat(process.hasNone("batch.ask", this::mine)).isTrue();
        process.complete(chunks.get(1), Map.of());

        ActivatedJob ask = process.take("batch.ask", this::mine);
        process.complete(ask, Map.of());
        assertThat(process.isEnded(ask)).isTrue();
    }

    @Test
    void settlesAGroupChunkByChunk() {
        process.publish("review-group-opened", id, id, Map.of("groupId", id));
        asked(Duration.ofHours(4), Duration.ofHours(8));

        process.complete(process.take(UserTaskRunner.TYPE, this::mine), Map.of("decision", "APPROVED"));
        process.complete(process.take("group.settle", this::mine), Map.of("more", true));
        ActivatedJob last = process.take("group.settle", this::mine);
        process.complete(last, Map.of("more", false));

        assertThat(process.isEnded(last)).isTrue();
    }

    @Test
    void warnsThenEscalatesAGroupThatNobodyFinishesAndStillTakesItsDecision() {
        process.publish("review-group-opened", id, id, Map.of("groupId", id));
        asked(Duration.ofHours(4), Duration.ofHours(8));
        ActivatedJob review = process.take(UserTaskRunner.TYPE, this::mine);
        assertThat(process.hasNone("group.warn", this::mine)).isTrue();

        engine.advance(Duration.ofHours(5));
        process.complete(process.take("group.warn", this::mine), Map.of());
        assertThat(process.hasNone("group.escalate", this::mine)).isTrue();

        engine.advance(Duration.ofHours(4));
        process.complete(process.take("group.escalate", this::mine), Map.of());
        assertThat(process.isGone(review)).isFalse();

        process.complete(review, Map.of("decision", "REJECTED"));
        ActivatedJob last = process.take("group.settle", this::mine);
        process.complete(last, Map.of("more", false));
        assertThat(process.isEnded(last)).isTrue();
    }

    private void asked(Duration warnAfter, Duration escalateAfter) {
        process.complete(
                process.take("group.ask", this::mine),
                Map.of(
                        "warnAt", engine.now().plus(warnAfter).toString(),
                        "escalateAt", engine.now().plus(escalateAfter).toString()));
    }

    private ActivatedJob take(String type, int chunk) {
        return process.take(
                type,
                job -> mine(job)
                        && Integer.valueOf(chunk).equals(job.getVariablesAsMap().get("chunk")));
    }

    private boolean mine(ActivatedJob job) {
        Map<String, Object> variables = job.getVariablesAsMap();
        return id.equals(variables.get("batchId")) || id.equals(variables.get("groupId"));
    }
}
