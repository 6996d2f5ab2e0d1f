package org.countersign.review;

import org.jspecify.annotations.Nullable;

/**
 * One thing that has to change before a reviewer would approve.
 *
 * @param pointer JSON Pointer to the place in the suggestion's document; null for the whole of it
 * @param code what is wrong with it
 * @param text what would be right
 */
public record RequestedChange(@Nullable String pointer, ReasonCode code, String text) {

    /** Changes in one decision. */
    public static final int MOST = 20;
}
