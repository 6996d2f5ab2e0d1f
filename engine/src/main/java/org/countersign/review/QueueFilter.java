package org.countersign.review;

import org.countersign.suggestion.Kind;
import org.jspecify.annotations.Nullable;

/** Which open reviews to show; null takes all. */
public record QueueFilter(@Nullable Kind kind, @Nullable Concern concern) {

    /** Everything that is open. */
    public static final QueueFilter ALL = new QueueFilter(null, null);
}
