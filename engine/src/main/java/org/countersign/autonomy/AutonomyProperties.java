package org.countersign.autonomy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How autonomy is earned.
 *
 * @param validity how long a licence holds
 * @param evidenceAge older evidence does not count
 * @param canaries suggestions known to be wrong that people must have stopped before a licence is proposed, 1 or more
 */
@ConfigurationProperties("countersign.autonomy")
record AutonomyProperties(
        @DefaultValue("P90D") Duration validity,
        @DefaultValue("P180D") Duration evidenceAge,
        @DefaultValue("5") int canaries) {

    AutonomyProperties {
        requirePositive("validity", validity);
        requirePositive("evidence-age", evidenceAge);
        if (canaries < 1) {
            throw new IllegalArgumentException(
                    "countersign.autonomy.canaries must be 1 or more and is " + canaries + ".");
        }
    }

    private static void requirePositive(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "countersign.autonomy." + property + " must be longer than nothing and is " + value + ".");
        }
    }
}
