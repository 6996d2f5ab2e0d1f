package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What an open plan was before it was planned anew. */
public record PlanVersion(
        int version, Instant madeAt, String madeBy, BigDecimal totalValue, List<PlanView.Placement> placements) {

    public PlanVersion {
        placements = List.copyOf(placements);
    }
}
