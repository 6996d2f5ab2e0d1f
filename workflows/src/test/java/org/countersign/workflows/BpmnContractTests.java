package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The models and the code that serves them name the same things. Each guard is shown to fail on a model that breaks it. */
@EngineTest
class BpmnContractTests {

    @Autowired
    private List<JobWork> works;

    @Autowired
    private List<UserTask> userTasks;

    @Test
    void everyJobTypeHasAWorkerAndEveryWorkerAJobType() {
        assertThat(BpmnModels.deployed().jobTypes()).isEqualTo(workedTypes());

        assertThat(BpmnModels.deployedWith("suggestion.screen", "suggestion.sceen")
                        .jobTypes())
                .isNotEqualTo(workedTypes());
        assertThat(BpmnModels.deployedWith("<zeebe:taskDefinition type=\"allocation.propose\" />", "")
                        .jobTypes())
                .isNotEqualTo(workedTypes());
    }

    @Test
    void everyUserTaskIsPutBeforePeople() {
        assertThat(BpmnModels.deployed().userTasks()).isEqualTo(openedTasks());

        assertThat(BpmnModels.deployedWith("userTask_ConfirmPlan", "userTask_Other")
                        .userTasks())
                .isNotEqualTo(openedTasks());
    }

    @Test
    void everyMessageIsSentAndEveryMessageSentIsAwaited() {
        assertThat(BpmnModels.deployed().messages()).isEqualTo(Messages.ALL);

        assertThat(BpmnModels.deployedWith("name=\"suggestion-ended\"", "name=\"suggestion-over\"")
                        .messages())
                .isNotEqualTo(Messages.ALL);
    }

    @Test
    void slotsArePlannedAsOftenAsConfigured() {
        String deployed = new String(
                ProcessModels.planned(
                        ProcessModels.bytes(ProcessModels.CAMPAIGN_ALLOCATION), java.time.Duration.ofMinutes(15)),
                java.nio.charset.StandardCharsets.UTF_8);

        assertThat(deployed).contains(">R/PT15M<").doesNotContain(">R/PT1H<");
    }

    @Test
    void everyElementIsDrawn() {
        assertThat(undrawn(BpmnModels.deployed())).isEmpty();

        assertThat(undrawn(BpmnModels.deployedWith("bpmnElement=\"flow_SlotLost\"", "bpmnElement=\"flow_Published\"")))
                .containsExactly("flow_SlotLost");
    }

    /** The process tests themselves fail where they leave something out; see {@link PathsTaken}. */
    @Test
    void aPathThatNoTestGoesThroughIsNoticed() {
        Set<String> all = BpmnModels.deployed(ProcessModels.GROUP_REVIEW).elementIds();
        assertThat(PathsTaken.missing(ProcessModels.GROUP_REVIEW, all)).isEmpty();

        Set<String> some = new HashSet<>(all);
        some.remove("flow_GroupEscalated");
        assertThat(PathsTaken.missing(ProcessModels.GROUP_REVIEW, some)).containsExactly("flow_GroupEscalated");
    }

    @Test
    void elementsAreNamedAfterWhatTheyAre() {
        assertThat(misnamed(BpmnModels.deployed())).isEmpty();

        assertThat(misnamed(BpmnModels.deployedWith("endEvent_SuggestionSettled", "Event_0x1f")))
                .containsExactly("Event_0x1f");
    }

    private Set<String> workedTypes() {
        return works.stream().map(JobWork::type).collect(Collectors.toSet());
    }

    private Set<String> openedTasks() {
        return userTasks.stream().map(UserTask::elementId).collect(Collectors.toSet());
    }

    private static Set<String> undrawn(BpmnModels models) {
        Set<String> undrawn = new HashSet<>(models.elementIds());
        undrawn.removeAll(models.drawnIds());
        return undrawn;
    }

    private static Set<String> misnamed(BpmnModels models) {
        return models.elementIds().stream()
                .filter(id ->
                        !id.matches("(serviceTask|userTask|startEvent|endEvent|catchEvent|timerEvent|boundaryEvent"
                                + "|gateway|subProcess|flow)_([A-Z][a-z]+)+"))
                .collect(Collectors.toSet());
    }
}
