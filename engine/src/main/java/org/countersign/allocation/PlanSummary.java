package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the list of plans. */
public record PlanSummary(
        PlanId id,
        PlanState state,
        Instant proposedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        String currency,
        BigDecimal totalValue,
        @Nullable BigDecimal gap,
        int placements) {}
