package org.countersign.workflows;

import org.countersign.operations.EngineStatus;
import org.countersign.operations.Operations;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Names the process engine in {@code /actuator/health}, and what waits for it. */
final class EngineHealth extends AbstractHealthIndicator {

    private final Operations operations;

    EngineHealth(Operations operations) {
        super("The state of the process engine cannot be read.");
        this.operations = operations;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        EngineStatus engine = operations.engine();
        switch (engine.state()) {
            case UP -> health.up();
            case DOWN -> health.down();
            case UNKNOWN -> health.unknown();
        }
        health.withDetail("engine", engine.detail())
                .withDetail("since", engine.since())
                .withDetail("waitingCommands", engine.waitingCommands())
                .withDetail("stalledWork", operations.stalledCount());
    }
}
