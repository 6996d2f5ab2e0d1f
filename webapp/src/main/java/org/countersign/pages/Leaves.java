package org.countersign.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The single values of a suggestion that a person may change or point at: its content, when it holds and what it wants of
 * the slot plan, each by its JSON Pointer. What it is and whom it is about is not among them; a revision keeps that.
 */
final class Leaves {

    private static final List<String> PARTS = List.of("content", "placement", "validFrom", "validUntil");
    private static final int MOST = 200;
    private static final int LONG_TEXT = 80;

    private Leaves() {}

    /** How a value is typed in. */
    enum Input {
        TEXT,
        LONG_TEXT,
        NUMBER,
        FLAG
    }

    /**
     * One value.
     *
     * @param pointer for example {@code /content/price/offered}
     * @param label the same for people: content › price › offered
     */
    record Leaf(String pointer, String label, Input input, String value) {

        public boolean isTrue() {
            return "true".equals(value);
        }
    }

    /** In document order, at most 200. */
    static List<Leaf> of(JsonNode document) {
        List<Leaf> leaves = new ArrayList<>();
        for (String part : PARTS) {
            collect(leaves, "/" + part, part, document.path(part));
        }
        return leaves;
    }

    private static void collect(List<Leaf> leaves, String pointer, String label, JsonNode node) {
        if (leaves.size() == MOST) {
            return;
        }
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(each -> collect(
                                leaves,
                                pointer + "/" + escaped(each.getKey()),
                                label + " › " + each.getKey(),
                                each.getValue()));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    collect(leaves, pointer + "/" + i, label + " › " + (i + 1), array.get(i));
                }
            }
            case StringNode text ->
                leaves.add(new Leaf(
                        pointer,
                        label,
                        text.stringValue().length() > LONG_TEXT ? Input.LONG_TEXT : Input.TEXT,
                        text.stringValue()));
            case BooleanNode flag -> leaves.add(new Leaf(pointer, label, Input.FLAG, flag.toString()));
            default -> {
                if (node.isNumber()) {
                    leaves.add(new Leaf(pointer, label, Input.NUMBER, node.asString()));
                }
            }
        }
    }

    /**
     * The document with these values in the place of its own; a flag that is not among them is off.
     *
     * @param values by pointer; one that is no leaf is ignored
     * @param errors gets what cannot be read, by pointer
     */
    static ObjectNode with(JsonNode document, Map<String, String> values, Map<String, String> errors, String noNumber) {
        ObjectNode revised = ((ObjectNode) document).deepCopy();
        for (Leaf leaf : of(document)) {
            String typed = leaf.input() == Input.FLAG
                    ? String.valueOf(values.containsKey(leaf.pointer()))
                    : values.getOrDefault(leaf.pointer(), leaf.value());
            JsonNode node = node(leaf, typed);
            if (node == null) {
                errors.put(leaf.pointer(), noNumber);
            } else if (!typed.equals(leaf.value())) {
                put(revised, leaf.pointer(), node);
            }
        }
        return revised;
    }

    private static @Nullable JsonNode node(Leaf leaf, String typed) {
        return switch (leaf.input()) {
            // A browser sends line ends as CR LF, whatever was there.
            case TEXT, LONG_TEXT -> StringNode.valueOf(typed.replace("\r\n", "\n"));
            case FLAG -> BooleanNode.valueOf(Boolean.parseBoolean(typed));
            case NUMBER -> number(typed.strip());
        };
    }

    private static @Nullable JsonNode number(String typed) {
        try {
            return DecimalNode.valueOf(new BigDecimal(typed));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void put(ObjectNode root, String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        String key = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
        switch (root.at(pointer.substring(0, last))) {
            case ObjectNode object -> object.set(key, value);
            case ArrayNode array -> array.set(Integer.parseInt(key), value);
            default -> throw new IllegalStateException("Nothing holds " + pointer + ".");
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
