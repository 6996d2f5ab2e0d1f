package org.countersign.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The drawing of a process model: what stands where, in the model's own units, y downwards. Whoever runs the processes
 * hands it over, so that a page can draw the model without knowing the engine.
 *
 * @param edges drawn below {@code nodes}; nodes in drawing order, containers first
 * @param places which element a thing in this state stands at, by state; see {@link #placeOf}
 */
public record Diagram(
        String processId, String name, Box frame, List<Node> nodes, List<Edge> edges, Map<String, String> places) {

    public Diagram {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        places = Map.copyOf(places);
    }

    /** The sorts of elements that look different. */
    public enum Shape {
        START,
        CATCH,
        BOUNDARY,
        END,
        TASK,
        USER_TASK,
        GATEWAY,
        CONTAINER
    }

    /** What an event waits for. */
    public enum Trigger {
        NONE,
        MESSAGE,
        TIMER
    }

    /** A rectangle. */
    public record Box(int x, int y, int width, int height) {}

    /** A point. */
    public record Point(int x, int y) {}

    /**
     * An event, a task, a gateway or a container.
     *
     * @param interrupting whether what happens there ends what it is attached to; true for all that is attached to nothing
     * @param label where the name stands; null where it stands inside
     */
    public record Node(
            String id,
            Shape shape,
            Trigger trigger,
            boolean interrupting,
            @Nullable String name,
            Box box,
            @Nullable Box label) {}

    /** A flow from one node to another, with its name where it has one. */
    public record Edge(
            String id,
            @Nullable String name,
            List<Point> points,
            @Nullable Box label) {

        public Edge {
            points = List.copyOf(points);
        }
    }

    /** The element at which a thing in this state stands; empty for a state that the model does not know. */
    public Optional<Node> placeOf(String state) {
        String id = places.get(state);
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }
}
