package org.countersign.workflows;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** BPMN models, asked about what our code must agree with. */
record BpmnModels(List<BpmnModelInstance> models) {

    /** The models that are deployed. */
    static BpmnModels deployed() {
        return new BpmnModels(ProcessModels.ALL.stream()
                .map(ProcessModels::bytes)
                .map(BpmnModels::read)
                .toList());
    }

    /** One of them. */
    static BpmnModels deployed(String process) {
        return new BpmnModels(List.of(read(ProcessModels.bytes(process))));
    }

    /** The deployed models with one text replaced by another, to show that a guard notices. */
    static BpmnModels deployedWith(String text, String replacement) {
        List<String> sources = ProcessModels.ALL.stream()
                .map(process -> new String(ProcessModels.bytes(process), StandardCharsets.UTF_8))
                .toList();
        if (sources.stream().noneMatch(source -> source.contains(text))) {
            throw new IllegalArgumentException("No model contains " + text);
        }
        return new BpmnModels(sources.stream()
                .map(source -> source.replace(text, replacement).getBytes(StandardCharsets.UTF_8))
                .map(BpmnModels::read)
                .toList());
    }

    private static BpmnModelInstance read(byte[] model) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(model));
    }

    Set<String> jobTypes() {
        return elements(ZeebeTaskDefinition.class)
                .map(ZeebeTaskDefinition::getType)
                .collect(Collectors.toSet());
    }

    Set<String> userTasks() {
        return elements(UserTask.class).map(BaseElement::getId).collect(Collectors.toSet());
    }

    Set<String> messages() {
        return elements(Message.class).map(Message::getName).collect(Collectors.toSet());
    }

    /** Everything that a person sees: nodes and the flows between them. */
    Set<String> elementIds() {
        return elements(FlowElement.class).map(BaseElement::getId).collect(Collectors.toSet());
    }

    /** Elements that the diagrams draw. */
    Set<String> drawnIds() {
        return Stream.concat(
                        elements(BpmnShape.class).map(BpmnShape::getBpmnElement),
                        elements(BpmnEdge.class).map(BpmnEdge::getBpmnElement))
                .map(BaseElement::getId)
                .collect(Collectors.toSet());
    }

    private <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Stream<T> elements(Class<T> type) {
        return models.stream().map(model -> model.getModelElementsByType(type)).flatMap(Collection::stream);
    }
}
