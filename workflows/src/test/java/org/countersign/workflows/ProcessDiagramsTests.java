package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.countersign.operations.Diagram;
import org.countersign.suggestion.SuggestionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessDiagramsTests {

    private static final Diagram LIFECYCLE = ProcessDiagrams.of(ProcessModels.SUGGESTION_LIFECYCLE);

    static Stream<Diagram> diagrams() {
        return ProcessModels.ALL.stream().map(ProcessDiagrams::of);
    }

    @Test
    void everyStateOfASuggestionHasItsPlace() {
        assertThat(LIFECYCLE.places().keySet())
                .containsAll(
                        Arrays.stream(SuggestionState.values()).map(Enum::name).toList());
        assertThat(LIFECYCLE.places().keySet())
                .allSatisfy(state -> assertThat(LIFECYCLE.placeOf(state)).isPresent());
        assertThat(LIFECYCLE.placeOf("SETTLED")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyPlaceIsAnElement(Diagram diagram) {
        assertThat(diagram.places().keySet())
                .allSatisfy(state -> assertThat(diagram.placeOf(state)).isPresent());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyNodeLiesWithinTheFrame(Diagram diagram) {
        Diagram.Box frame = diagram.frame();

        assertThat(diagram.nodes()).isNotEmpty().allSatisfy(node -> {
            assertThat(node.box().x()).isGreaterThanOrEqualTo(frame.x());
            assertThat(node.box().y()).isGreaterThanOrEqualTo(frame.y());
            assertThat(node.box().x() + node.box().width()).isLessThanOrEqualTo(frame.x() + frame.width());
            assertThat(node.box().y() + node.box().height()).isLessThanOrEqualTo(frame.y() + frame.height());
        });
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void noTwoNodesOverlapExceptWhereOneContainsOrIsAttachedToTheOther(Diagram diagram) {
        for (Diagram.Node one : diagram.nodes()) {
            for (Diagram.Node other : diagram.nodes()) {
                if (one.id().compareTo(other.id()) < 0 && standsAlone(one) && standsAlone(other)) {
                    assertThat(overlap(one.box(), other.box()))
                            .as(one.id() + " lies on " + other.id())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void eventsShowWhatTheyWaitForAndWhetherTheyInterrupt() {
        assertThat(node("boundaryEvent_SuggestionRevised")).satisfies(event -> {
            assertThat(event.trigger()).isEqualTo(Diagram.Trigger.MESSAGE);
            assertThat(event.interrupting()).isTrue();
        });
        assertThat(node("timerEvent_ValidityOver").trigger()).isEqualTo(Diagram.Trigger.TIMER);
        assertThat(node("userTask_ReviewSuggestion").shape()).isEqualTo(Diagram.Shape.USER_TASK);
    }

    private static Diagram.Node node(String id) {
        return LIFECYCLE.nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean standsAlone(Diagram.Node node) {
        return node.shape() != Diagram.Shape.CONTAINER && node.shape() != Diagram.Shape.BOUNDARY;
    }

    private static boolean overlap(Diagram.Box one, Diagram.Box other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }
}
