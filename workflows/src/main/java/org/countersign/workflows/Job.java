package org.countersign.workflows;

import io.camunda.client.api.response.ActivatedJob;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.countersign.governance.ChangeId;
import org.countersign.suggestion.SuggestionId;

/** A job as the workers see it. */
record Job(
        long key,
        String type,
        String processId,
        int processVersion,
        long processInstanceKey,
        String elementId,
        int retries,
        Map<String, Object> variables) {

    static Job of(ActivatedJob job) {
        return new Job(
                job.getKey(),
                job.getType(),
                job.getBpmnProcessId(),
                job.getProcessDefinitionVersion(),
                job.getProcessInstanceKey(),
                job.getElementId(),
                job.getRetries(),
                job.getVariablesAsMap());
    }

    SuggestionId suggestionId() {
        return SuggestionId.of(text(Variables.SUGGESTION_ID));
    }

    int generation() {
        return number(Variables.GENERATION);
    }

    /** @throws IllegalStateException if there is none */
    int number(String variable) {
        if (variables.get(variable) instanceof Number number) {
            return number.intValue();
        }
        throw missing(variable);
    }

    /** @throws IllegalStateException if there is none */
    String text(String variable) {
        if (variables.get(variable) instanceof String text) {
            return text;
        }
        throw missing(variable);
    }

    ChangeId changeId() {
        return ChangeId.of(text(Variables.CHANGE_ID));
    }

    /** Revision of the policy change that was submitted. */
    int changeRevision() {
        return number(Variables.CHANGE_REVISION);
    }

    /** What the instance works for: one revision of a policy change. */
    UUID submission() {
        return submission(changeId(), changeRevision());
    }

    static UUID submission(ChangeId change, int revision) {
        return UUID.nameUUIDFromBytes((change + "#" + revision).getBytes(StandardCharsets.UTF_8));
    }

    /** The key under which its failures are listed. */
    String workKey() {
        return "job:" + key;
    }

    /** What it is about, for an operator. */
    String subject() {
        if (variables.get(Variables.CHANGE_ID) instanceof String change) {
            return "policy-change:" + change;
        }
        if (variables.get(Variables.SUGGESTION_ID) instanceof String id) {
            return "suggestion:" + id;
        }
        if (variables.get(Variables.BATCH_ID) instanceof String id) {
            return "batch:" + id;
        }
        return variables.get(Variables.GROUP_ID) instanceof String id
                ? "group:" + id
                : "process instance " + processInstanceKey;
    }

    private IllegalStateException missing(String variable) {
        return new IllegalStateException("Job " + key + " at " + elementId + " of " + processId
                + " comes without the variable " + variable + ".");
    }
}
