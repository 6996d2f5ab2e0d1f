package org.countersign.governance;

import org.jspecify.annotations.Nullable;

/**
 * An item that this change and the version in force have both changed since the change began.
 *
 * @param key id of the rule or name of the list
 * @param before as it was when the change began; null where there was none
 * @param theirs as it is in force; null where it was removed
 * @param mine as the change has it; null where it removes it
 */
public record MergeItem(
        Edit.Item item,
        String key,
        @Nullable String before,
        @Nullable String theirs,
        @Nullable String mine) {}
