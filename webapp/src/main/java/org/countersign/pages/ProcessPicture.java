package org.countersign.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.operations.Diagram;
import org.countersign.operations.Diagram.Box;
import org.countersign.operations.Diagram.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A process model as fragments/process draws it, with the token where it is and the way it came. Drawn here and not by a
 * script: it works without one, prints, follows the theme, and asks nothing of the Content-Security-Policy.
 *
 * @param viewBox of the SVG
 * @param here name of the element that the token is at; null where it is nowhere
 */
record ProcessPicture(
        String name,
        String viewBox,
        List<Element> elements,
        List<Flow> flows,
        @Nullable String here) {

    // What fits into a task, a hundred units wide, in the diagram's type.
    private static final int CHARACTERS = 15;
    private static final int LINE = 14;
    // Of a line of its type, for places where its length matters.
    private static final int CHARACTER_WIDTH = 6;
    // Models as wide as this fill a page; see process.css.
    private static final int FULL_WIDTH = 1_000;

    /** How many pixels wide it is drawn where there is room; null for as wide as the page. */
    public @Nullable Integer width() {
        int units = Integer.parseInt(viewBox.split(" ", -1)[2]);
        return units < FULL_WIDTH ? Integer.valueOf(units * 6 / 5) : null;
    }

    /** A line of a name with the place of its middle. */
    record Line(String text, int x, int y) {}

    /**
     * An element.
     *
     * @param style classes: the shape, the trigger, and {@code here} or {@code passed}
     * @param count how many tokens stand here, as it is shown; null for one or none
     */
    record Element(
            String id,
            Shape shape,
            String style,
            Box box,
            @Nullable String title,
            List<Line> lines,
            @Nullable String count) {

        public int centreX() {
            return box.x() + box.width() / 2;
        }

        public int centreY() {
            return box.y() + box.height() / 2;
        }

        public int radius() {
            return box.width() / 2;
        }

        /** The corners of a gateway. */
        public String diamond() {
            return "%d,%d %d,%d %d,%d %d,%d"
                    .formatted(
                            centreX(),
                            box.y(),
                            box.x() + box.width(),
                            centreY(),
                            centreX(),
                            box.y() + box.height(),
                            box.x(),
                            centreY());
        }

        /** Where the token or the number of tokens is drawn: at the right upper corner, or on top of an event. */
        public int tokenX() {
            if (!isTask()) {
                return centreX();
            }
            // A long number grows into the task: the names of its neighbours stand right of it.
            return box.x() + box.width() - 2 - Math.max(0, countWidth() / 2 - 10);
        }

        public int tokenY() {
            return isTask() ? box.y() + 2 : box.y();
        }

        /** Width of the sign that says how many there are. */
        public int countWidth() {
            return count == null ? 0 : 12 + 8 * count.length();
        }

        private boolean isTask() {
            return shape == Shape.TASK || shape == Shape.USER_TASK;
        }

        public boolean is(String name) {
            return shape.name().equals(name);
        }

        public boolean has(String word) {
            return List.of(style.split(" ", -1)).contains(word);
        }
    }

    /** A flow as the points of a polyline. */
    record Flow(String id, String points, List<Line> lines) {}

    /**
     * @param state where it stands, as the diagram knows it; null for no token
     * @param passed states it was in before
     */
    static ProcessPicture of(Diagram diagram, @Nullable String state, Set<String> passed) {
        Diagram.Node here = state == null ? null : diagram.placeOf(state).orElse(null);
        return of(diagram, here == null ? Map.of() : Map.of(here.id(), ""), here == null ? null : here.name(), passed);
    }

    /**
     * With many tokens: how many stand at each place.
     *
     * @param counts as they are to be shown, by the state of what stands there; at a place of several states one says it
     * @param here in words where most of them are; null for nowhere
     */
    static ProcessPicture of(Diagram diagram, Map<String, String> counts, @Nullable String here) {
        Map<String, String> places = new HashMap<>();
        counts.forEach((state, count) -> diagram.placeOf(state).ifPresent(node -> places.put(node.id(), count)));
        return of(diagram, places, here, Set.of());
    }

    private static ProcessPicture of(
            Diagram diagram, Map<String, String> counts, @Nullable String here, Set<String> passed) {
        Set<String> behind = passed.stream()
                .flatMap(each -> diagram.placeOf(each).stream())
                .map(Diagram.Node::id)
                .collect(Collectors.toSet());
        Box frame = diagram.frame();
        return new ProcessPicture(
                diagram.name(),
                "%d %d %d %d".formatted(frame.x(), frame.y(), frame.width(), frame.height()),
                diagram.nodes().stream()
                        .map(node -> element(node, counts.get(node.id()), behind))
                        .toList(),
                diagram.edges().stream().map(ProcessPicture::flow).toList(),
                here);
    }

    /** @param count null where no token is, empty where one is */
    private static Element element(Diagram.Node node, @Nullable String count, Set<String> behind) {
        StringBuilder style = new StringBuilder(word(node.shape().name()));
        style.append(' ').append(word(node.trigger().name()));
        if (!node.interrupting()) {
            style.append(" beside");
        }
        if (count != null) {
            style.append(" here");
        } else if (behind.contains(node.id())) {
            style.append(" passed");
        }
        return new Element(
                node.id(),
                node.shape(),
                style.toString(),
                node.box(),
                node.name(),
                lines(node),
                count == null || count.isEmpty() ? null : count);
    }

    private static List<Line> lines(Diagram.Node node) {
        String name = node.name();
        if (name == null || name.isBlank()) {
            return List.of();
        }
        Box label = node.label();
        if (label != null) {
            int characters = label.width() / 6 + 1;
            // A label above its element grows upwards, or it would grow into it.
            boolean above = label.y() + label.height() <= node.box().y();
            int more = above ? LINE * (wrap(name, characters).size() - 1) - label.height() + LINE : 0;
            return lines(
                    name,
                    middle(node.box(), label, wrap(name, characters)),
                    label.y() + LINE - 3 - Math.max(0, more),
                    characters);
        }
        Box box = node.box();
        if (node.shape() == Shape.CONTAINER) {
            return List.of(new Line(name, box.x() + 60, box.y() + 20));
        }
        int count = wrap(name, CHARACTERS).size();
        int first = box.y() + box.height() / 2 - (count - 1) * LINE / 2 + 4;
        return lines(name, box.x() + box.width() / 2, first, CHARACTERS);
    }

    /** The middle of a label's lines; of one right of its element so far right that no line runs into it. */
    private static int middle(Box box, Box label, List<String> lines) {
        int middle = label.x() + label.width() / 2;
        int end = box.x() + box.width();
        if (middle < end) {
            return middle;
        }
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(middle, end + 4 + longest * CHARACTER_WIDTH / 2);
    }

    private static Flow flow(Diagram.Edge edge) {
        String points =
                edge.points().stream().map(point -> point.x() + "," + point.y()).collect(Collectors.joining(" "));
        String name = edge.name();
        Box label = edge.label();
        return new Flow(
                edge.id(),
                points,
                name == null || label == null
                        ? List.of()
                        : lines(name, label.x() + label.width() / 2, label.y() + LINE - 3, label.width() / 6 + 1));
    }

    private static List<Line> lines(String name, int centre, int first, int characters) {
        List<Line> lines = new ArrayList<>();
        for (String text : wrap(name, characters)) {
            lines.add(new Line(text, centre, first + lines.size() * LINE));
        }
        return lines;
    }

    /** Breaks between words, so that no line is longer than it must be. */
    private static List<String> wrap(String name, int characters) {
        List<String> lines = new ArrayList<>();
        for (String word : name.split(" ", -1)) {
            int last = lines.size() - 1;
            if (last >= 0 && lines.get(last).length() + 1 + word.length() <= characters) {
                lines.set(last, lines.get(last) + " " + word);
            } else {
                lines.add(word);
            }
        }
        return lines;
    }

    private static String word(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
