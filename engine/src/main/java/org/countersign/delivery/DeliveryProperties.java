package org.countersign.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the feed behaves.
 *
 * @param tombstoneHorizon for how long tombstones are served; who polls less often has to read again from the beginning
 */
@ConfigurationProperties("countersign.delivery")
record DeliveryProperties(@DefaultValue("P30D") Duration tombstoneHorizon) {

    DeliveryProperties {
        if (!tombstoneHorizon.isPositive()) {
            throw new IllegalArgumentException(
                    "countersign.delivery.tombstone-horizon is " + tombstoneHorizon + "; it must be positive.");
        }
    }
}
