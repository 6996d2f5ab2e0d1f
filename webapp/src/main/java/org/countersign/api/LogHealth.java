package org.countersign.api;

import org.countersign.audit.LogStatus;
import org.countersign.audit.LogWatch;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Names the audit log in {@code /actuator/health}: a log that is not signed, or not what was published, needs somebody. */
@Component("auditLogHealthIndicator")
class LogHealth extends AbstractHealthIndicator {

    private final LogWatch watch;

    LogHealth(LogWatch watch) {
        super("The state of the audit log cannot be read.");
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        LogStatus status = watch.status();
        if (status.problems().isEmpty()) {
            health.up();
        } else {
            health.down().withDetail("problems", status.problems());
        }
        health.withDetail("size", status.size())
                .withDetail("signedAt", status.signedAt())
                .withDetail("waiting", status.waiting());
    }
}
