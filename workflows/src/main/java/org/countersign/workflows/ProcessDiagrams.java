package org.countersign.workflows;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.EndEvent;
import io.camunda.zeebe.model.bpmn.instance.EventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.Gateway;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnLabel;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.dc.Bounds;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.operations.Diagram;
import org.countersign.operations.Diagram.Box;
import org.countersign.operations.Diagram.Shape;
import org.countersign.operations.Diagram.Trigger;
import org.countersign.operations.Operations;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Reads the drawings out of the models, for the pages that show them. */
@Component
class ProcessDiagrams implements SmartInitializingSingleton {

    private static final int MARGIN = 20;

    /** Where a suggestion in each state has its token. What wants a slot waits elsewhere than what does not. */
    private static final Map<String, String> SUGGESTION_PLACES = Map.ofEntries(
            Map.entry("RECEIVED", "serviceTask_ScreenSuggestion"),
            Map.entry("SCREENED", "userTask_ReviewSuggestion"),
            Map.entry("IN_REVIEW", "userTask_ReviewSuggestion"),
            Map.entry("CHANGES_REQUESTED", "timerEvent_ValidityOver"),
            Map.entry("APPROVED", "serviceTask_PublishSuggestion"),
            Map.entry("APPROVED+SLOT", "catchEvent_SuggestionScheduled"),
            Map.entry("SCHEDULED", "serviceTask_PublishSuggestion"),
            Map.entry("PUBLISHED", "endEvent_SuggestionPublished"),
            Map.entry("BLOCKED", "endEvent_SuggestionStopped"),
            Map.entry("REJECTED", "endEvent_SuggestionRejected"),
            Map.entry("EXPIRED", "endEvent_SuggestionEnded"),
            Map.entry("WITHDRAWN", "endEvent_SuggestionEnded"));

    private static final Map<String, Map<String, String>> PLACES = Map.of(
            ProcessModels.SUGGESTION_LIFECYCLE,
            SUGGESTION_PLACES,
            ProcessModels.BATCH_SCREENING,
            Map.of(
                    "RECEIVING", "startEvent_BatchReceived",
                    "GATING", "serviceTask_GateChunk",
                    "ASKING", "serviceTask_AskPeople",
                    "GATED", "endEvent_BatchGated"),
            ProcessModels.GROUP_REVIEW,
            Map.of(
                    "OPEN", "userTask_ReviewGroup",
                    "SETTLING", "serviceTask_SettleChunk",
                    "SETTLED", "endEvent_GroupSettled"));

    private final Operations operations;

    ProcessDiagrams(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ProcessModels.ALL.forEach(process -> operations.describe(of(process)));
    }

    /** The drawing of a model as it is deployed. */
    static Diagram of(String process) {
        BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(ProcessModels.bytes(process)));
        List<Diagram.Node> nodes = elements(model, BpmnShape.class)
                .map(ProcessDiagrams::node)
                // Containers lie below what they contain.
                .sorted(Comparator.comparing(node -> node.shape() != Shape.CONTAINER))
                .toList();
        List<Diagram.Edge> edges =
                elements(model, BpmnEdge.class).map(ProcessDiagrams::edge).toList();
        String name =
                elements(model, Process.class).map(Process::getName).findFirst().orElse(process);
        return new Diagram(process, name, frame(nodes, edges), nodes, edges, PLACES.getOrDefault(process, Map.of()));
    }

    private static Diagram.Node node(BpmnShape drawn) {
        BaseElement element = drawn.getBpmnElement();
        String name = element instanceof FlowElement named ? named.getName() : null;
        Shape shape = shape(element);
        boolean inside = shape == Shape.TASK || shape == Shape.USER_TASK || shape == Shape.CONTAINER;
        return new Diagram.Node(
                element.getId(),
                shape,
                trigger(element),
                !(element instanceof BoundaryEvent boundary) || boundary.cancelActivity(),
                name,
                box(drawn.getBounds()),
                inside ? null : label(drawn.getBpmnLabel()));
    }

    private static Diagram.Edge edge(BpmnEdge drawn) {
        BaseElement element = drawn.getBpmnElement();
        return new Diagram.Edge(
                element.getId(),
                element instanceof FlowElement named ? named.getName() : null,
                drawn.getWaypoints().stream()
                        .map(point -> new Diagram.Point(
                                point.getX().intValue(), point.getY().intValue()))
                        .toList(),
                label(drawn.getBpmnLabel()));
    }

    private static Shape shape(BaseElement element) {
        return switch (element) {
            case StartEvent start -> Shape.START;
            case EndEvent end -> Shape.END;
            case BoundaryEvent boundary -> Shape.BOUNDARY;
            case CatchEvent event -> Shape.CATCH;
            case Gateway gateway -> Shape.GATEWAY;
            case SubProcess container -> Shape.CONTAINER;
            case UserTask task -> Shape.USER_TASK;
            default -> Shape.TASK;
        };
    }

    private static Trigger trigger(BaseElement element) {
        Collection<EventDefinition> definitions =
                element instanceof CatchEvent event ? event.getEventDefinitions() : List.of();
        if (definitions.stream().anyMatch(TimerEventDefinition.class::isInstance)) {
            return Trigger.TIMER;
        }
        return definitions.stream().anyMatch(MessageEventDefinition.class::isInstance) ? Trigger.MESSAGE : Trigger.NONE;
    }

    private static @Nullable Box label(@Nullable BpmnLabel label) {
        return label == null || label.getBounds() == null ? null : box(label.getBounds());
    }

    private static Box box(Bounds bounds) {
        return new Box(
                bounds.getX().intValue(),
                bounds.getY().intValue(),
                bounds.getWidth().intValue(),
                bounds.getHeight().intValue());
    }

    /** All of it with a margin. */
    private static Box frame(List<Diagram.Node> nodes, List<Diagram.Edge> edges) {
        List<Box> boxes = Stream.of(
                        nodes.stream().map(Diagram.Node::box),
                        nodes.stream().flatMap(node -> Stream.ofNullable(node.label())),
                        edges.stream()
                                .flatMap(edge -> edge.points().stream())
                                .map(point -> new Box(point.x(), point.y(), 0, 0)))
                .flatMap(boxesOf -> boxesOf)
                .toList();
        int left = boxes.stream().mapToInt(Box::x).min().orElse(0) - MARGIN;
        int top = boxes.stream().mapToInt(Box::y).min().orElse(0) - MARGIN;
        int right = boxes.stream().mapToInt(box -> box.x() + box.width()).max().orElse(0) + MARGIN;
        int bottom =
                boxes.stream().mapToInt(box -> box.y() + box.height()).max().orElse(0) + MARGIN;
        return new Box(left, top, right - left, bottom - top);
    }

    private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Stream<T> elements(
            BpmnModelInstance model, Class<T> type) {
        return model.getModelElementsByType(type).stream();
    }
}
