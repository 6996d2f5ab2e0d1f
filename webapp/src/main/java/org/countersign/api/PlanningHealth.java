package org.countersign.api;

import org.countersign.allocation.Allocations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells in {@code /actuator/health} who proves the bounds of plans. Never down: without the exact solver's native library
 * plans are still made, with a weaker bound.
 */
@Component("planningHealthIndicator")
class PlanningHealth implements HealthIndicator {

    @Override
    public Health health() {
        return Health.up().withDetail("prover", Allocations.prover()).build();
    }
}
