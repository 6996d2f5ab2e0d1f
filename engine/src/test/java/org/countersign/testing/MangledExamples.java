package org.countersign.testing;

import java.util.ArrayList;
import java.util.List;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;
import org.countersign.testing.MalformedSuggestions.Malformed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Malformed bodies made from the examples of every kind: each place once with a value of another type, each object once
 * with a field that nobody knows, and the text cut off in many places. Pointers name the place; more may be wrong
 * with it.
 */
public final class MangledExamples {

    private MangledExamples() {}

    /** All of them. */
    public static List<Malformed> all() {
        List<Malformed> made = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            ObjectNode document = Proposals.of(kind).document();
            for (Place place : places(document, "")) {
                made.add(new Malformed(
                        "another type at " + place.pointer() + " of " + kind,
                        Proposals.of(kind)
                                .with(place.pointer(), anotherType(place.node()))
                                .json(),
                        List.of(place.pointer())));
                if (place.node().isObject()) {
                    String unknown = place.pointer() + "/nobodyKnows";
                    made.add(new Malformed(
                            "a field that nobody knows, " + unknown + " of " + kind,
                            Proposals.of(kind).with(unknown, 1).json(),
                            List.of(unknown)));
                }
            }
            String text = Proposals.of(kind).json();
            for (int cut = 1; cut <= 10; cut++) {
                made.add(new Malformed(
                        kind + " cut off after " + cut * 9 + " %",
                        text.substring(0, text.length() * cut * 9 / 100),
                        List.of("")));
            }
        }
        return made;
    }

    /** A text for an object, a list for nothing, an object for anything else: no place accepts both. */
    private static JsonNode anotherType(JsonNode node) {
        if (node.isNull()) {
            return Json.MAPPER.createArrayNode().add(7);
        }
        return node.isObject()
                ? Json.MAPPER.valueToTree("not that")
                : Json.MAPPER.createObjectNode().put("not", "that");
    }

    private static List<Place> places(JsonNode node, String pointer) {
        List<Place> places = new ArrayList<>();
        if (!pointer.isEmpty()) {
            places.add(new Place(pointer, node));
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> places.addAll(places(member.getValue(), pointer + "/" + member.getKey())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.addAll(places(node.get(i), pointer + "/" + i));
            }
        }
        return places;
    }

    private record Place(String pointer, JsonNode node) {}
}
