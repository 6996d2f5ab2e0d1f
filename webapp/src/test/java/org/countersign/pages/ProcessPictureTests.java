package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.operations.Diagram;
import org.countersign.operations.Diagram.Box;
import org.countersign.operations.Diagram.Node;
import org.countersign.operations.Diagram.Shape;
import org.countersign.operations.Diagram.Trigger;
import org.countersign.pages.ProcessPicture.Element;
import org.countersign.pages.ProcessPicture.Line;
import org.junit.jupiter.api.Test;

class ProcessPictureTests {

    @Test
    void aSmallModelKeepsItsSizeAndALargeOneFillsThePage() {
        assertThat(ProcessPicture.of(model(500), null, Set.of()).width()).isEqualTo(600);
        assertThat(ProcessPicture.of(model(1_400), null, Set.of()).width()).isNull();
    }

    @Test
    void noLineOfANameRightOfItsElementRunsIntoIt() {
        Element end = element(ProcessPicture.of(model(500), null, Set.of()), "end");

        assertThat(end.lines()).extracting(Line::text).contains("blocked, or");
        assertThat(end.lines())
                .allSatisfy(line -> assertThat(line.x() - line.text().length() * 3)
                        .isGreaterThan(end.box().x() + end.box().width()));
    }

    @Test
    void aLongNumberGrowsIntoItsTaskAndNotOverItsNeighbours() {
        Element task = element(ProcessPicture.of(model(500), Map.of("RECEIVED", "100,000"), null), "task");

        assertThat(task.count()).isEqualTo("100,000");
        assertThat(task.tokenX() + task.countWidth() / 2)
                .isLessThanOrEqualTo(task.box().x() + task.box().width() + 10);
    }

    private static Element element(ProcessPicture picture, String id) {
        return picture.elements().stream()
                .filter(element -> element.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Diagram model(int width) {
        Node task = new Node("task", Shape.TASK, Trigger.NONE, true, "Screen", new Box(50, 50, 100, 80), null);
        Node end = new Node(
                "end",
                Shape.END,
                Trigger.NONE,
                true,
                "Suggestion blocked, or ended meanwhile",
                new Box(200, 70, 36, 36),
                new Box(242, 70, 80, 40));
        return new Diagram(
                "model", "Model", new Box(0, 0, width, 200), List.of(task, end), List.of(), Map.of("RECEIVED", "task"));
    }
}
