package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Which elements of the models a test class has really gone through, as the in-memory engine recorded it: every node that
 * was completed and every flow that was taken. The same tests run on the embedded broker, which keeps no such record.
 */
final class PathsTaken {

    private final EngineUnderTest engine;
    private final long from;

    private PathsTaken(EngineUnderTest engine, long from) {
        this.engine = engine;
        this.from = from;
    }

    /** Counts from now on; what other classes did before does not count. */
    static PathsTaken since(EngineUnderTest engine) {
        return new PathsTaken(
                engine,
                StreamSupport.stream(engine.records().spliterator(), false).count());
    }

    /** Fails with what nobody went through, unless only some of the tests were asked for. */
    void assertAllOf(String... processes) {
        if (System.getProperty("it.test", "").contains("#") || !engine.keepsRecords()) {
            return;
        }
        for (String process : processes) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(missing(process, taken(process)))
                            .as("nodes and flows of " + process + " that no test goes through")
                            .isEmpty());
        }
    }

    /** Nodes and flows of a model that are not among those taken. */
    static Set<String> missing(String process, Set<String> taken) {
        Set<String> missing = new HashSet<>(BpmnModels.deployed(process).elementIds());
        missing.removeAll(taken);
        return missing;
    }

    private Set<String> taken(String process) {
        Set<String> taken = new HashSet<>();
        long position = 0;
        for (Record<?> record : engine.records()) {
            if (position++ >= from
                    && isPassed(record.getIntent())
                    && record.getValue() instanceof ProcessInstanceRecordValue element
                    && element.getBpmnProcessId().equals(process)) {
                taken.add(element.getElementId());
            }
        }
        return taken;
    }

    private static boolean isPassed(Intent intent) {
        return intent == ProcessInstanceIntent.ELEMENT_COMPLETED || intent == ProcessInstanceIntent.SEQUENCE_FLOW_TAKEN;
    }
}
