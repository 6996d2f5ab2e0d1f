package org.countersign.pages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step of a timeline, as fragments/ui :: timeline draws it. */
record TimelineItem(
        Instant at,
        @Nullable String tone,
        String title,
        @Nullable String actor,
        @Nullable String note) {}
