package org.countersign.monitoring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How models are watched.
 *
 * @param tolerance smallest ratio of rates that is tolerated for ever, above 0 and at most 1; stricter than the gate's, so
 *     that many passes which lean the same way come to light
 * @param falseAlarms chance that a fair model version ever raises an alarm by evidence, and the same in a year by drift;
 *     above 0 and below 1
 */
@ConfigurationProperties("countersign.monitoring")
record MonitoringProperties(
        @DefaultValue("0.9") double tolerance,
        @DefaultValue("0.05") double falseAlarms) {

    MonitoringProperties {
        if (!(tolerance > 0 && tolerance <= 1)) {
            throw new IllegalArgumentException(
                    "countersign.monitoring.tolerance must be above 0 and at most 1 and is " + tolerance + ".");
        }
        if (!(falseAlarms > 0 && falseAlarms < 1)) {
            throw new IllegalArgumentException(
                    "countersign.monitoring.false-alarms must be above 0 and below 1 and is " + falseAlarms + ".");
        }
    }
}
