package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.DeploymentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.Instances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The BPMN models of this module. */
final class ProcessModels {

    /** Gates one suggestion. */
    static final String SUGGESTION_LIFECYCLE = Instances.LIFECYCLE;

    /** Plans slots and has a planner confirm the plan. */
    static final String CAMPAIGN_ALLOCATION = "campaign-allocation";

    /** Gates what came in as one file, chunk by chunk. */
    static final String BATCH_SCREENING = BulkProcesses.BATCH_SCREENING;

    /** Asks people about a group of reviews and applies what they decide to each member. */
    static final String GROUP_REVIEW = BulkProcesses.GROUP_REVIEW;

    /** Takes a submitted revision of a policy change into force. */
    static final String POLICY_CHANGE = "policy-change";

    /** How often the model itself says that slots are planned. */
    static final Duration PLAN_EVERY = Duration.ofHours(1);

    /** Ids of all processes; each is also the name of its file. */
    static final List<String> ALL =
            List.of(SUGGESTION_LIFECYCLE, CAMPAIGN_ALLOCATION, BATCH_SCREENING, GROUP_REVIEW, POLICY_CHANGE);

    private static final Logger log = LoggerFactory.getLogger(ProcessModels.class);

    private ProcessModels() {}

    /** The model of a process, as it is deployed. */
    static byte[] bytes(String processId) {
        String resource = "/bpmn/" + processId + ".bpmn";
        try (InputStream in = Objects.requireNonNull(ProcessModels.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    /** A model whose allocation timer is due every so often; the engine knows no variables in start timers. */
    static byte[] planned(byte[] model, Duration every) {
        return new String(model, StandardCharsets.UTF_8)
                .replace(">R/" + PLAN_EVERY + "<", ">R/" + every + "<")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Deploys every model. The engine compares it with its newest version and keeps that where nothing changed; running
     * instances stay on the version they began with.
     */
    static void deploy(CamundaClient client, Duration planEvery) {
        for (String process : ALL) {
            // One by one: within one deployment a single changed file gives all of them a new version.
            DeploymentEvent deployment = client.newDeployResourceCommand()
                    .addResourceBytes(planned(bytes(process), planEvery), process + ".bpmn")
                    .send()
                    .join();
            deployment
                    .getProcesses()
                    .forEach(deployed -> log.info(
                            "Process {} is at version {}.", deployed.getBpmnProcessId(), deployed.getVersion()));
        }
    }
}
