package org.countersign.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of a change as somebody saved it.
 *
 * @param key id of the rule, or name of the list
 * @param text the rule as DRL, the list one value a line, the cases as JSON; null unless {@code action} is SET. A rule's
 *     text may be unreadable: a draft keeps what was typed.
 */
public record Edit(
        Item item, String key, Action action, @Nullable String text) {

    /** Characters of one item. */
    public static final int MAX_TEXT = 64 * 1024;

    public Edit {
        if ((action == Action.SET) != (text != null)) {
            throw new IllegalArgumentException("An edit has a text exactly where it sets one, not at " + action + ".");
        }
    }

    /** What can be edited. */
    public enum Item {
        RULE,
        LIST,
        /** The cases of one rule. */
        CASES
    }

    /** What an edit does. */
    public enum Action {
        SET,
        /** The next version is without it. */
        REMOVE,
        /** As if it had never been edited. */
        REVERT
    }

    public static Edit rule(String id, String drl) {
        return new Edit(Item.RULE, id, Action.SET, drl);
    }

    public static Edit withoutRule(String id) {
        return new Edit(Item.RULE, id, Action.REMOVE, null);
    }

    public static Edit list(String name, String lines) {
        return new Edit(Item.LIST, name, Action.SET, lines);
    }

    static Edit cases(String rule, String json) {
        return new Edit(Item.CASES, rule, Action.SET, json);
    }

    /** Takes the edit of an item back. */
    public static Edit revert(Item item, String key) {
        return new Edit(item, key, Action.REVERT, null);
    }

    /** An edit with its place in the change's history. */
    public record Saved(Edit edit, int revision, String person, Instant at) {}
}
