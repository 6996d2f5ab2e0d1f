package org.countersign.governance;

import org.jspecify.annotations.Nullable;

/**
 * An item that two changes touch.
 *
 * @param other the other change; null for the version in force, which has moved on since this one began
 */
public record Overlap(Edit.Item item, String key, @Nullable ChangeView other) {}
