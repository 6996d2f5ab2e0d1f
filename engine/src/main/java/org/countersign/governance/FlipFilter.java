package org.countersign.governance;

import org.countersign.policy.Route;
import org.jspecify.annotations.Nullable;

/** Which flips to show; null is any. */
public record FlipFilter(
        @Nullable Route from,
        @Nullable Route to,
        @Nullable String kind,
        @Nullable String market,
        @Nullable String channel,
        @Nullable String segment,
        @Nullable String rule,
        boolean liveOnly) {}
