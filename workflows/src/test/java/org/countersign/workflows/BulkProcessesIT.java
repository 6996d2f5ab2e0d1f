package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.response.ActivatedJob;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every path of the models that work for many suggestions at once. */
@ParameterizedClass
@EnumSource
class BulkProcessesIT {

    private final String id = UUID.randomUUID().toString();
    private final ProcessDriver process;

    BulkProcessesIT(EngineUnderTest engine) {
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
        process.complete(process.take("group.ask", this::mine), Map.of());

        process.complete(process.take(UserTaskRunner.TYPE, this::mine), Map.of("decision", "APPROVED"));
        process.complete(process.take("group.settle", this::mine), Map.of("more", true));
        ActivatedJob last = process.take("group.settle", this::mine);
        process.complete(last, Map.of("more", false));

        assertThat(process.isEnded(last)).isTrue();
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
